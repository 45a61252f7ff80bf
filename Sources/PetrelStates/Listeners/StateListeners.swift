import Synchronization

/// The listeners of one or more machines. Adding and removing is safe from any thread and from
/// inside a listener; a transition under way keeps the listeners it began with.
public final class StateListeners: Sendable {
    /// Names one registration.
    public struct Token: Hashable, Sendable {
        let number: Int
    }

    private struct Registry {
        var entries: [Entry] = []
        var lastNumber = 0
    }

    struct Entry: Sendable {
        let token: Token
        /// `nil` listens to every kind.
        let kind: String?
        let listener: any StateListener
    }

    private let registry = Mutex(Registry())

    public init() {}

    /// Adds a listener to all machines that share this registry, or to those of one kind.
    ///
    /// The listener is kept until it is removed. One added twice is told twice.
    @discardableResult
    public func add(_ listener: any StateListener, for kind: String? = nil) -> Token {
        registry.withLock { registry in
            registry.lastNumber += 1
            let token = Token(number: registry.lastNumber)
            registry.entries.append(Entry(token: token, kind: kind, listener: listener))
            return token
        }
    }

    /// Removes what `add` returned this token for; a second removal does nothing.
    public func remove(_ token: Token) {
        registry.withLock { $0.entries.removeAll { $0.token == token } }
    }

    /// Who hears of this kind now, in the order they were added.
    func listening(to kind: String) -> [any StateListener] {
        let entries = registry.withLock { $0.entries }
        return entries.compactMap { $0.kind == nil || $0.kind == kind ? $0.listener : nil }
    }
}
