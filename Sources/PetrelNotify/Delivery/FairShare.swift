/// Who may begin an attempt: so that a tenant with very many does not slow another.
///
/// An account may always have its share of the places; more than that only while a good part of them is free.
struct FairShare: Sendable {
    let places: Int
    private(set) var taken = 0
    private var byAccount: [String: Int] = [:]

    init(places: Int) { self.places = places }

    /// What each account may have in any case.
    var share: Int { max(1, places / 10) }

    func allows(_ account: String) -> Bool {
        guard taken < places else { return false }
        return taken < places * 3 / 4 || byAccount[account, default: 0] < share
    }

    mutating func take(_ account: String) {
        taken += 1
        byAccount[account, default: 0] += 1
    }

    mutating func giveBack(_ account: String) {
        guard let count = byAccount[account] else {
            preconditionFailure("a place was given back that was not taken")
        }
        taken -= 1
        byAccount[account] = count == 1 ? nil : count - 1
    }

    func taken(by account: String) -> Int { byAccount[account, default: 0] }
}
