/// Why an address is not taken.
public enum URLMistake: Error, Hashable, Sendable {
    case tooLong
    case character
    case fragment
    case scheme
    case userName
    case host
    case port
    /// The address is sound, but leads where nothing is sent.
    case forbidden
}

extension URLMistake: CustomStringConvertible {
    /// What is wrong and what to write instead. The same for every forbidden place, so that nobody learns what is there.
    public var description: String {
        switch self {
        case .tooLong: "longer than \(OutwardURL.maximumBytes) bytes; shorten it"
        case .character:
            "has a character that addresses do not have, or an escaped control character; escape it"
        case .fragment: "has a part after #, which is never sent; leave it out"
        case .scheme:
            "must begin with https:// in lower case (http:// where the operator allows it)"
        case .userName: "has a user name; leave it out and use a header instead"
        case .host:
            "has no host name of at least two words, nor an address in its usual spelling"
        case .port: "has a port that is no plain number from 1 to 65535"
        case .forbidden: "leads to a place or a port where the operator does not allow requests"
        }
    }
}
