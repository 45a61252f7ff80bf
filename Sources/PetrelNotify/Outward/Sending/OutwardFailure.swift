/// Why nothing came back.
public struct OutwardFailure: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// The guard did not let the connection be made.
        case forbidden
        case unknownHost
        case noConnection
        /// The other side could not prove who it is, or does not speak TLS.
        case insecure
        case tooLate
        /// More header than is read.
        case tooMuch
        /// Something that is no answer, or none.
        case noAnswer
        /// Mail only: the server said no, with this number.
        case said(Int)
        /// Mail only: the server said no to the recipient, for good, with this number.
        case refusedRecipient(Int)
        /// Mail only: there is no such mailbox (RFC 3463, 5.1.1 and its like).
        case noMailbox(Int)
        /// Mail only: the server does not know us.
        case login
        case closed
        case cancelled
    }

    public var kind: Kind
    public var latency: Duration

    public init(_ kind: Kind, latency: Duration = .zero) {
        self.kind = kind
        self.latency = latency
    }
}

extension OutwardFailure: CustomStringConvertible {
    /// Tells no address and nothing of what is there, nor which names there are inside.
    public var description: String {
        switch kind {
        case .forbidden, .unknownHost:
            "the host's name is not known, or leads to where the operator allows no requests"
        case .noConnection: "no connection could be made"
        case .insecure: "no encrypted connection could be made, or the certificate is not good"
        case .tooLate: "no answer came in time"
        case .tooMuch: "the answer's header is too long"
        case .noAnswer: "the connection ended without a proper answer"
        case .said(let status): "the mail server refused it with \(status)"
        case .refusedRecipient(let status): "the mail server refused the address with \(status)"
        case .noMailbox: "the mail server knows no such mailbox"
        case .login: "the mail server did not accept our name and password"
        case .closed: "the server is being stopped"
        case .cancelled: "the attempt was given up"
        }
    }
}
