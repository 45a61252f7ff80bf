/// One thing that a subscription may say about its channel.
public struct ChannelSetting: Sendable, Hashable {
    public enum Form: Sendable, Hashable {
        case text
        /// An address that is checked by the address guard.
        case url
        case number(ClosedRange<Int>)
        case boolean
        case choice([String])
        case list
        /// Names with texts.
        case table
    }

    public let name: String
    public let form: Form
    /// What it is for, its unit and its default, in a sentence or two.
    public let meaning: String
    public let isRequired: Bool
    /// Whether it is kept wrapped, and never answered, logged or named in an error.
    public let isSecret: Bool

    public init(
        _ name: String, _ form: Form = .text, _ meaning: String, isRequired: Bool = false,
        isSecret: Bool = false
    ) {
        self.name = name
        self.form = form
        self.meaning = meaning
        self.isRequired = isRequired
        self.isSecret = isSecret
    }
}

extension ChannelSetting.Form: CustomStringConvertible {
    /// What belongs there, as a sentence goes on after "is".
    public var description: String {
        switch self {
        case .text: "a text"
        case .url: "an address such as https://example.com/events"
        case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .list: "a list"
        case .table: "names with texts"
        }
    }
}
