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

        /// 256 random bits.
        mutating func token() -> String {
            (0..<4).map { _ in
                let text = String(random.next(), radix: 16)
                return String(repeating: "0", count: 16 - text.count) + text
            }.joined()
        }

        mutating func makeRoom(limit: Int, before end: Timestamp) {
            guard sessions.count >= limit else { return }
            sessions = sessions.filter { $0.value.lastUsed > end }
            guard sessions.count >= limit else { return }
            if let oldest = sessions.min(by: { $0.value.lastUsed < $1.value.lastUsed }) {
                sessions[oldest.key] = nil
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
            state.makeRoom(limit: limit, before: now.advanced(by: .zero - timeout))
            let session = Session(id: state.token(), key: state.token(), user: user)
            state.sessions[session.id] = (session, now)
            return session
        }
    }

    public func session(id: String, now: Timestamp) -> Session? {
        state.withLock { state in
            guard let entry = state.sessions[id] else { return nil }
            guard entry.lastUsed.advanced(by: timeout) > now else {
                state.sessions[id] = nil
                return nil
            }
            state.sessions[id] = (entry.session, now)
            return entry.session
        }
    }

    public func isOpen(id: String, now: Timestamp) -> Bool {
        state.withLock { state in
            state.sessions[id].map { $0.lastUsed.advanced(by: timeout) > now } ?? false
        }
    }

    public func close(id: String) {
        state.withLock { state in
            state.sessions[id] = nil
            state.closings += 1
        }
    }

    public var closings: Int { state.withLock { $0.closings } }
}
