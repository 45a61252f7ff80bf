public import PetrelCloud

/// Who has logged in with a password.
///
/// A session is found by what its cookies hold, its id or its key, and used with its key said once
/// more as a parameter, which a page of another site cannot know.
public protocol SessionStore: Sendable {
    /// Starts a session for a user.
    func open(user: String, now: Timestamp) -> Session
    /// The session, if it has been used lately; it counts as used now.
    func session(id: String, now: Timestamp) -> Session?
    /// The same by its key, for clients that keep no other cookie than that.
    func session(key: String, now: Timestamp) -> Session?
    /// Whether the session is still there; does not count as a use.
    func isOpen(id: String, now: Timestamp) -> Bool
    func close(id: String)
    /// How many sessions were closed so far, so that whoever watches knows when to look again.
    var closings: Int { get }
    /// How long a session lives without being used.
    var timeout: Duration { get }
}

/// A user's way in after login.
public struct Session: Sendable, Hashable {
    public let id: String
    /// Sent back with every call as `sessionkey`.
    public let key: String
    public let user: String

    public init(id: String, key: String, user: String) {
        self.id = id
        self.key = key
        self.user = user
    }
}
