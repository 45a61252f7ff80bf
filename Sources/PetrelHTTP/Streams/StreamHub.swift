internal import HTTPTypes
internal import NIOCore
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelPlugin
internal import Synchronization

/// All clients that listen to events.
///
/// - Order: a client gets events in the order of their sequences, each once, without holes; across connections too, when
///   it says how far it came.
/// - The ledger is followed once for all of them, and an event is written down once.
/// - A slow client costs the others nothing; see ``EventStream``.
/// - Rights are looked at again before anything is sent that came after a change of them.
/// - Closing: when ``run()`` ends, so do all streams.
final class StreamHub: Sendable {
    private struct State {
        var position: Int64
        var loops: [ObjectIdentifier: LoopStreams] = [:]
        var streams = 0
        var closings = 0
        var isClosed = false
    }

    static let path = "/v1/events/stream"
    /// Batches that event loops may be behind by before the ledger is read on.
    private static let batchesUnderWay = 4

    let api: V1API
    let settings: StreamSettings
    let errands = StreamErrands()
    private let grants = StreamGrants()
    private let state: Mutex<State>

    init(api: V1API, settings: StreamSettings) async throws {
        self.api = api
        self.settings = settings
        state = Mutex(State(position: try await api.cloud.ledger.lastSequence))
    }

    private var ledger: any Ledger { api.cloud.ledger }

    /// How many listen.
    var count: Int { state.withLock { $0.streams } }

    static func isStream(_ request: HTTPRequest) -> Bool {
        guard request.method == .get, let target = request.path, target.hasPrefix(path) else {
            return false
        }
        return target.utf8.count == path.utf8.count
            || target.utf8.dropFirst(path.utf8.count).first == UInt8(ascii: "?")
    }

    /// Tells streams of what is committed, until cancelled or until the ledger is closed; to be called once.
    func run() async throws {
        defer { close() }
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.tail() }
            group.addTask { await self.errands.run() }
            group.addTask { try await self.watchSessions() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func close() {
        errands.finish()
        let loops = state.withLock { state in
            state.isClosed = true
            return Array(state.loops.values)
        }
        for loop in loops { loop.eventLoop.execute { loop.endAll("the server is stopping") } }
    }

    private func tail() async throws {
        var underWay: [[EventLoopFuture<Void>]] = []
        for try await batch in ledger.follow(after: state.withLock { $0.position }, limit: 512) {
            if api.access.sessions.closings != state.withLock({ $0.closings }) {
                await recheck { $0.isSession }
            }
            var rest = batch[...]
            while let place = rest.firstIndex(where: StreamGrant.isTouched) {
                underWay.append(send(rest[..<place]))
                await recheck { $0.isTouched(by: rest[place]) }
                underWay.append(send(rest[place...place]))
                rest = rest[(place + 1)...]
            }
            underWay.append(send(rest))
            while underWay.count > Self.batchesUnderWay {
                for batch in underWay.removeFirst() { try await batch.get() }
            }
        }
    }

    /// One order for each event loop.
    private func send(_ events: ArraySlice<CloudEvent>) -> [EventLoopFuture<Void>] {
        guard let last = events.last?.sequence else { return [] }
        let (loops, isHeard) = state.withLock { state in
            state.position = last
            return (Array(state.loops.values), state.streams > 0)
        }
        let frames = isHeard ? events.map(EventFrame.init) : []
        return loops.map { loop in
            loop.eventLoop.submit { isHeard ? loop.deliver(frames) : loop.skip(to: last) }
        }
    }
}

extension StreamHub {
    /// The streams of an event loop.
    func streams(on eventLoop: any EventLoop) -> LoopStreams {
        state.withLock { state in
            let key = ObjectIdentifier(eventLoop)
            if let streams = state.loops[key] { return streams }
            let streams = LoopStreams(
                eventLoop: eventLoop, settings: settings, position: state.position)
            state.loops[key] = streams
            return streams
        }
    }

    /// Room for one more, or not.
    func reserve() -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.streams < settings.mostStreams else { return false }
            state.streams += 1
            return true
        }
    }

    func grant(_ identity: V1Access.Identity) -> StreamGrant { grants.take(identity) }

    func release(_ grant: StreamGrant) { grants.giveBack(grant) }

    /// A place is free again, and the right that led to it is used once less.
    func left(_ grant: StreamGrant?) {
        if let grant { release(grant) }
        state.withLock { $0.streams -= 1 }
    }

    /// Sessions end by themselves too, which nobody tells.
    private func watchSessions() async throws {
        while true {
            try await Task.sleep(for: settings.heartbeat)
            await recheck { $0.isSession }
        }
    }

    /// Ends the streams whose right is not what it was.
    private func recheck(_ isMeant: (StreamGrant) -> Bool) async {
        state.withLock { $0.closings = api.access.sessions.closings }
        for grant in grants.all(where: isMeant) {
            let caller = try? await api.access.caller(by: grant.credential)
            guard caller.map({ EventScope($0) }) != grant.scope else { continue }
            grants.end(grant)
            for loop in state.withLock({ Array($0.loops.values) }) {
                loop.eventLoop.execute { loop.end(grant, "the right to listen has ended") }
            }
        }
    }

    /// What an interest wants of the ledger between two places, a little at a time.
    func history(
        for interest: StreamInterest, after: Int64, upTo last: Int64
    ) async -> StreamHistory {
        var history = StreamHistory()
        do {
            var scan = EventScan(ledger: ledger, scope: interest.scope, filter: interest.filter)
            scan.includesArchived = true
            let found = try await scan.page(after: after, ascending: true, limit: 32)
            let first = try await ledger.firstSequence
            guard after + 1 >= first else {
                history.upTo = first - 1
                history.gap = .gap(after: after, first: first, "events were dropped meanwhile")
                return history
            }
            history.frames = found.events.lazy.filter { $0.sequence ?? 0 <= last }.map(
                EventFrame.init)
            history.upTo = min(found.next ?? last, last)
        } catch {
            api.failed(Self.path, error)
            history.failure = "the server could not read on: connect again"
        }
        return history
    }
}
