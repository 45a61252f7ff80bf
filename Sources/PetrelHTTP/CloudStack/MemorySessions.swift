public import PetrelCloud
internal import Synchronization

/// Sessions of this process; a restart ends them.
///
/// When there are too many, the one that was used longest ago makes room.
public final class MemorySessions: SessionStore {
    public let timeout: Duration
    private let limit: Int
    private let state: Mutex<State>

    private struct State {
        var random: any RandomNumberGenerator & Sendable
        var sessions: [String: (session: Session, lastUsed: Timestamp)] = [:]
        var closings = 0
        var ids: [String: String] = [:]

        /// 256 random bits.
        mutating func token() -> String {
            (0..<4).map { _ in
                let text = String(random.next(), radix: 16)
                return String(repeating: "0", count: 16 - text.count) + text
            }.joined()
        }

        mutating func add(_ session: Session, now: Timestamp) {
            sessions[session.id] = (session, now)
            ids[session.key] = session.id
        }

        mutating func remove(_ id: String) {
            guard let entry = sessions.removeValue(forKey: id) else { return }
            ids[entry.session.key] = nil
        }

        mutating func use(_ id: String, after end: Timestamp, now: Timestamp) -> Session? {
            guard let entry = sessions[id] else { return nil }
            guard entry.lastUsed > end else {
                remove(id)
                return nil
            }
            sessions[id]?.lastUsed = now
            return entry.session
        }

        mutating func makeRoom(limit: Int, before end: Timestamp) {
            guard sessions.count >= limit else { return }
            for (id, entry) in sessions where entry.lastUsed <= end { remove(id) }
            guard sessions.count >= limit else { return }
            if let oldest = sessions.min(by: { $0.value.lastUsed < $1.value.lastUsed }) {
                remove(oldest.key)
            }
        }
    }

    /// `timeout` of 30 minutes and ten thousand sessions, unless told otherwise.
    public init(
        timeout: Duration = .seconds(1_800), limit: Int = 10_000,
        random: sending any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.timeout = timeout
        self.limit = limit
        state = Mutex(State(random: random))
    }

    public func open(user: String, now: Timestamp) -> Session {
        state.withLock { state in
            state.makeRoom(limit: limit, before: end(now))
            let session = Session(id: state.token(), key: state.token(), user: user)
            state.add(session, now: now)
            return session
        }
    }

    public func session(id: String, now: Timestamp) -> Session? {
        state.withLock { $0.use(id, after: end(now), now: now) }
    }

    public func session(key: String, now: Timestamp) -> Session? {
        state.withLock { state in
            state.ids[key].flatMap { state.use($0, after: end(now), now: now) }
        }
    }

    public func isOpen(id: String, now: Timestamp) -> Bool {
        state.withLock { state in
            state.sessions[id].map { $0.lastUsed > end(now) } ?? false
        }
    }

    public func close(id: String) {
        state.withLock { state in
            state.remove(id)
            state.closings += 1
        }
    }

    public var closings: Int { state.withLock { $0.closings } }

    /// Whatever was last used then or before has ended.
    private func end(_ now: Timestamp) -> Timestamp { now.advanced(by: .zero - timeout) }
}
