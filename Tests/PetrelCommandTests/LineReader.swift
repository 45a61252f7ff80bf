import Foundation
import Synchronization

/// Hands on the lines of a pipe as they come, from a thread of its own.
enum LineReader {
    static func start(
        _ file: FileHandle, _ line: @escaping @Sendable (String) -> Void,
        _ end: @escaping @Sendable () -> Void
    ) {
        Thread.detachNewThread {
            var rest: [UInt8] = []
            while case let data = file.availableData, !data.isEmpty {
                rest += data
                while let place = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    line(String(decoding: rest[..<place], as: UTF8.self))
                    rest = Array(rest[(place + 1)...])
                }
            }
            if !rest.isEmpty { line(String(decoding: rest, as: UTF8.self)) }
            end()
        }
    }
}

/// Keeps lines, and wakes up whoever waits for one.
final class LineCollector: Sendable {
    private struct State {
        var lines: [String] = []
        var isFinished = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    @Sendable func add(_ line: String) { change { $0.lines.append(line) } }

    @Sendable func finish() { change { $0.isFinished = true } }

    /// Whether such a line came before the end.
    func wait(for text: String) async -> Bool {
        while true {
            let (found, isFinished, seen) = state.withLock { state in
                (
                    state.lines.contains { $0.contains(text) }, state.isFinished,
                    state.lines.count
                )
            }
            if found || isFinished { return found }
            await news(after: seen)
        }
    }

    func all() async -> String {
        while true {
            let (text, isFinished, seen) = state.withLock { state in
                (state.lines.joined(separator: "\n"), state.isFinished, state.lines.count)
            }
            if isFinished { return text }
            await news(after: seen)
        }
    }

    /// Waits for more than the lines that were looked at; one that came since then is news already.
    private func news(after count: Int) async {
        await withCheckedContinuation { continuation in
            let isOld = state.withLock { state in
                if state.isFinished || state.lines.count != count { return true }
                state.waiters.append(continuation)
                return false
            }
            if isOld { continuation.resume() }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let waiters = state.withLock { state in
            body(&state)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
