/// How a plug-in does.
public enum PluginHealth: Sendable, Hashable {
    case well
    /// It works, but somebody should look at what is said here.
    case troubled(String)
    /// It does not do its work, for the reason given, and goes on by itself when that is gone.
    case waiting(String)

    /// One word for lists and metrics.
    public var word: String {
        switch self {
        case .well: "well"
        case .troubled: "troubled"
        case .waiting: "waiting"
        }
    }

    public var reason: String? {
        switch self {
        case .well: nil
        case .troubled(let reason), .waiting(let reason): reason
        }
    }
}
