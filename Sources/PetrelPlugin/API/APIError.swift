/// A refusal, with the field's number and a text that says what to do.
public struct APIError: Error, Sendable, Hashable {
    /// 401, 431, 531 … : also the HTTP status.
    public let code: Int
    /// The finer number clients may print.
    public let subcode: Int
    public let text: String

    public init(code: Int, subcode: Int = 9999, _ text: String) {
        self.code = code
        self.subcode = subcode
        self.text = text
    }
}

extension APIError {
    /// 401: one text whatever the cause, so that nobody learns which keys exist.
    public static let unauthorized = Self(
        code: 401,
        "unable to verify user credentials and/or request signature: check the API key, the "
            + "secret key, the clock of this machine and that the command exists")

    /// 431: a value that cannot be, or one missing.
    public static func invalid(_ text: String) -> Self { Self(code: 431, subcode: 4350, text) }

    /// 431: a parameter the command needs.
    public static func missing(_ name: String, in command: String) -> Self {
        invalid("\(command) needs the parameter \(name): add \(name)=…")
    }

    /// 431: there is no such thing, or none that the caller may see.
    public static func notFound(_ kind: String, _ id: String) -> Self {
        invalid("no \(kind) with id \(id.prefix(64)) was found: check the id and the account")
    }

    /// 432: this server does not do that.
    public static func unsupported(_ text: String) -> Self { Self(code: 432, text) }
    /// 530: the server failed.
    public static func failed(_ text: String) -> Self { Self(code: 530, subcode: 4250, text) }
    /// 531: the caller may not do that.
    public static func forbidden(_ text: String) -> Self { Self(code: 531, subcode: 4365, text) }
    /// 532: the account has used up what it may have.
    public static func limitReached(_ text: String) -> Self { Self(code: 532, text) }
    /// 533: no room left.
    public static func noCapacity(_ text: String) -> Self { Self(code: 533, text) }
    /// 534: the thing cannot be reached or is in a state that does not allow it.
    public static func unavailable(_ text: String) -> Self { Self(code: 534, text) }
    /// 535: it could not be allocated.
    public static func notAllocated(_ text: String) -> Self { Self(code: 535, text) }
    /// 536: others still use it.
    public static func inUse(_ text: String) -> Self { Self(code: 536, text) }
    /// 537: a rule stands against it.
    public static func ruleConflict(_ text: String) -> Self { Self(code: 537, text) }
}
