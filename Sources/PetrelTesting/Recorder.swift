internal import PetrelBus

/// Remembers what it is given, from any thread, and lets a test wait for it.
///
/// ```swift
/// let seen = Recorder<VolumeAttached>()
/// let subscription = bus.subscribe(to: VolumeAttached.self, delivery: …) { seen.record($0) }
/// …
/// #expect(await seen.first(2) == [a, b])
/// ```
public final class Recorder<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<[Element], Never>)] = []
    }

    private let state = Guarded(State())

    public init() {}

    public func record(_ element: Element) {
        let ready = state.withLock { state in
            state.elements.append(element)
            let count = state.elements.count
            let ready = state.waiters.filter { $0.count <= count }
            state.waiters.removeAll { $0.count <= count }
            return ready.map { ($0.continuation, Array(state.elements.prefix($0.count))) }
        }
        for (continuation, elements) in ready { continuation.resume(returning: elements) }
    }

    /// What was recorded so far.
    public var elements: [Element] { state.withLock(\.elements) }

    /// The first so many elements, as soon as they are there.
    public func first(_ count: Int) async -> [Element] {
        await withCheckedContinuation { continuation in
            let elements = state.withLock { state -> [Element]? in
                if state.elements.count >= count { return Array(state.elements.prefix(count)) }
                state.waiters.append((count, continuation))
                return nil
            }
            if let elements { continuation.resume(returning: elements) }
        }
    }
}
