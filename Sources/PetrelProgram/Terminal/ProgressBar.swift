internal import Synchronization

/// How far something is, on one line of a terminal that is written over; silent elsewhere.
final class ProgressBar: Sendable {
    private struct State {
        var drawn: ContinuousClock.Instant?
        var isOnScreen = false
    }

    private let title: String
    private let stream: Terminal.Stream
    private let isShown: Bool
    private let state = Mutex(State())
    private let start = ContinuousClock.now

    init(_ title: String, on stream: Terminal.Stream = .errors) {
        self.title = title
        self.stream = stream
        isShown = stream.isTerminal
    }

    /// Says how much is done; `total` is `nil` when nobody knows. Draws ten times a second at most.
    func show(_ done: Int64, of total: Int64?, note: String = "") {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            if let drawn = state.drawn, now - drawn < .milliseconds(100), done != total {
                return false
            }
            state.drawn = now
            state.isOnScreen = true
            return true
        }
        if isDue { draw(done, total, note) }
    }

    /// Says only how long it has taken, where nobody knows how much there is to do.
    func note(_ time: Duration) {
        guard isShown, time > .milliseconds(300) else { return }
        state.withLock { $0.isOnScreen = true }
        Terminal.write("\r\(title), \(Int(time.seconds)) s\u{1B}[K", to: stream)
    }

    /// Takes the line away.
    func clear() {
        let wasOnScreen = state.withLock { state in
            defer { state.isOnScreen = false }
            return state.isOnScreen
        }
        if wasOnScreen { Terminal.write("\r\u{1B}[K", to: stream) }
    }

    private func draw(_ done: Int64, _ total: Int64?, _ note: String) {
        var text = title
        if let total, total > 0 {
            let share = min(1, Double(done) / Double(total))
            let filled = Int(share * 24)
            text += " [" + String(repeating: "#", count: filled)
            text += String(repeating: ".", count: 24 - filled) + "] \(Int(share * 100)) %"
        }
        let seconds = (ContinuousClock.now - start).seconds
        text += "  \(done)"
        if seconds > 0.5 { text += ", \(Int(Double(done) / seconds)) a second" }
        if !note.isEmpty { text += "  \(note)" }
        let width = (Terminal.width ?? 80) - 1
        Terminal.write("\r" + text.shortened(to: width) + "\u{1B}[K", to: stream)
    }
}

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
