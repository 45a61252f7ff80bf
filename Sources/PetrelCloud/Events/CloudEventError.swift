/// Why a text is not an event.
public enum CloudEventError: Error, Hashable, Sendable {
    /// It is not JSON that we take.
    case json(JSONError)
    /// A member that every event of its category has is not there.
    case missing(String)
    /// A member has a value that makes no sense there.
    case invalid(String, expected: String)
}

extension CloudEventError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .json(let error): "\(error)"
        case .missing(let member): "the event has no member \"\(member)\""
        case .invalid(let member, let expected): "member \"\(member)\" must be \(expected)"
        }
    }
}
