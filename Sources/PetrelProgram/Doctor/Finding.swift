/// What one look found.
struct Finding: Sendable {
    enum Verdict: String, Sendable {
        case good, notice, wrong
    }

    let verdict: Verdict
    /// What was looked at.
    let subject: String
    /// What was found.
    let detail: String
    /// What to do about it.
    var remedy: String?

    static func good(_ subject: String, _ detail: String) -> Finding {
        Finding(verdict: .good, subject: subject, detail: detail)
    }

    /// Worth knowing, and nothing fails for it.
    static func notice(_ subject: String, _ detail: String, _ remedy: String) -> Finding {
        Finding(verdict: .notice, subject: subject, detail: detail, remedy: remedy)
    }

    static func wrong(_ subject: String, _ detail: String, _ remedy: String) -> Finding {
        Finding(verdict: .wrong, subject: subject, detail: detail, remedy: remedy)
    }
}
