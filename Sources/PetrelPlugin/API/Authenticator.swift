/// Knows users, their keys and their passwords.
///
/// A user who is unknown, disabled or locked, or whose account or domain is, has no credentials:
/// the answer is `nil` in each case.
public protocol Authenticator: Sendable {
    /// Whose key this is, and the secret that goes with it.
    func credential(forKey apiKey: String) async throws -> APICredential?

    /// Who logs in so. An empty name or password never does. Takes equally long whether the name or
    /// the password is wrong.
    ///
    /// `domain` is a path (`/`, `/sales/`), with or without the slashes at its ends, or an id.
    func caller(username: String, password: String, domain: String) async throws -> Caller?

    /// The user of a session as they are now.
    func caller(user: String) async throws -> Caller?
}

/// An API key's owner and secret.
public struct APICredential: Sendable {
    public let caller: Caller
    public let secret: String

    public init(caller: Caller, secret: String) {
        self.caller = caller
        self.secret = secret
    }
}
