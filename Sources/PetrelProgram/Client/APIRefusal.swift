internal import PetrelCloud

/// The server's no, in its own words.
struct APIRefusal: Error, Sendable, CustomStringConvertible {
    let status: Int
    /// CloudStack's number for the reason, when there is one.
    let code: Int64?
    let text: String

    /// Whether the server does not know the keys, or does not know the command for them.
    var isAboutRights: Bool { status == 401 || status == 432 || status == 403 }

    var description: String { "the server refused (\(status)): \(text)" }

    var failure: CommandFailure {
        CommandFailure(status == 401 || status == 403 ? .notPermitted : .refused, description)
    }
}

/// A job that ended badly.
struct JobFailure: Error, Sendable, CustomStringConvertible {
    let job: String
    let text: String

    var description: String { "job \(job) failed: \(text)" }
}
