/// How long to wait before the next attempt: doubled each time up to a limit, and a little random, so that many do not
/// come back at the same moment.
struct Backoff: Sendable, Hashable {
    var first: Duration = .milliseconds(500)
    var longest: Duration = .seconds(30)
    private var next: Duration?

    init(first: Duration = .milliseconds(500), longest: Duration = .seconds(30)) {
        self.first = first
        self.longest = longest
    }

    /// Something worked; the next failure begins anew.
    mutating func reset() { next = nil }

    mutating func failed(using random: inout some RandomNumberGenerator) -> Duration {
        let wait = next ?? first
        next = min(wait * 2, longest)
        return wait * Double.random(in: 0.75...1, using: &random)
    }
}
