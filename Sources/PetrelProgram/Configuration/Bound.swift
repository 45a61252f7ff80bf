/// The most of something, or no bound of its own.
enum Bound: SettingValue {
    case none
    case most(Int)

    static var expectation: String { "a whole number from 1 on, or none" }

    init?(setting text: String) {
        if text == "none" {
            self = .none
        } else if let number = Int(text), number > 0 {
            self = .most(number)
        } else {
            return nil
        }
    }

    var settingText: String { most.map { String($0) } ?? "none" }

    var most: Int? {
        switch self {
        case .none: nil
        case .most(let number): number
        }
    }
}
