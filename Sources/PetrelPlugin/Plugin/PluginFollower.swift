public import PetrelCloud

/// A command of `petrel` that a plug-in brings: it follows the events of a running server, those that whoever types it
/// may see, and does something with each, in the process of the command line.
///
/// `petrel listen --forward http://localhost:3000/hook` is one. Connecting, choosing events, going on where it was after
/// a lost connection, and ending are the program's; the follower gets one event after the other.
public protocol PluginFollower: Sendable {
    /// What is typed behind `petrel`.
    static var name: String { get }
    /// What it does, in one sentence.
    static var summary: String { get }
    /// What it takes besides what chooses events and names the server.
    static var options: [FollowerOption] { get }

    /// Throws ``FollowerRefusal`` when an option is wrong.
    init(_ options: [String: String], for account: FollowerAccount) throws

    /// Lines that are said before the first event.
    var greeting: [String] { get }

    /// Does its work with an event, and says what came of it. The next event waits for that.
    func take(_ event: CloudEvent) async -> FollowerReport?

    /// There is no more to come; gives back what it holds.
    func close()
}

/// Something that a follower can be told, as `--name value`.
public struct FollowerOption: Sendable, Hashable {
    public let name: String
    /// What it is for and what it is when it is not given, in a sentence or two.
    public let meaning: String
    public let isRequired: Bool

    public init(_ name: String, _ meaning: String, isRequired: Bool = false) {
        self.name = name
        self.meaning = meaning
        self.isRequired = isRequired
    }
}

/// As whom events are followed.
public struct FollowerAccount: Sendable, Hashable {
    public let id: String
    public let name: String
    public let domainPath: String

    public init(id: String, name: String, domainPath: String) {
        self.id = id
        self.name = name
        self.domainPath = domainPath
    }
}

/// What came of one event.
public struct FollowerReport: Sendable, Hashable {
    public var isSuccess: Bool
    /// A word or a number, as `204`.
    public var result: String
    public var latency: Duration
    /// Why it did not work out, in one sentence.
    public var reason: String?

    public init(isSuccess: Bool, result: String, latency: Duration, reason: String? = nil) {
        self.isSuccess = isSuccess
        self.result = result
        self.latency = latency
        self.reason = reason
    }
}

/// What is wrong with what was typed, and what to type instead.
public struct FollowerRefusal: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
