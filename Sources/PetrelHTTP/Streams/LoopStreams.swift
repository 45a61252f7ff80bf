internal import NIOCore
internal import PetrelBus
internal import PetrelCloud
internal import PetrelOrchestrator
internal import PetrelPlugin

/// The streams of one event loop, and the newest events for them.
///
/// Every event is looked up once for each interest, written to all streams that have it, and then all are flushed. A
/// stream that cannot take it is left behind; see ``EventStream``.
final class LoopStreams: @unchecked Sendable {
    // Touched on its event loop only, but for the two constants.
    let eventLoop: any EventLoop
    let settings: StreamSettings

    /// Everything up to here was looked at.
    private(set) var position: Int64
    private var frames: [EventFrame] = []
    private var streams: [EventStream] = []
    private var groups: [StreamInterest: StreamGroup] = [:]
    private var groupsByNumber: [Int: StreamGroup] = [:]
    private var lastGroup = 0
    private let index = TopicIndex<Int>()
    private var unflushed: [EventStream] = []
    private var turn = 0
    private var beatingTurn = 0
    private var beating: RepeatedTask?

    /// Heartbeats of different streams are spread over this many turns, since all at once would hold up events.
    private static let turns = 8

    init(eventLoop: any EventLoop, settings: StreamSettings, position: Int64) {
        self.eventLoop = eventLoop
        self.settings = settings
        self.position = position
    }

    /// Sends new events, which begin right behind those before.
    func deliver(_ new: [EventFrame]) {
        for frame in new {
            frames.append(frame)
            position = frame.sequence
            index.forEachMatch(of: frame.event.topic) { number in
                guard let group = groupsByNumber[number],
                    group.interest.scope.shows(frame.event),
                    group.interest.filter.matchesBesidesPattern(frame.event)
                else { return }
                for stream in group.members { stream.take(frame) }
            }
        }
        // Trimming at twice the limit costs each event one move at most.
        if frames.count > 2 * settings.eventsInMemory {
            frames.removeFirst(frames.count - settings.eventsInMemory)
        }
        flush()
    }

    /// Passes over events that were committed while nobody listened.
    func skip(to sequence: Int64) {
        position = sequence
        frames = []
    }

    /// The event right behind a sequence; `nil` when it is not in memory any more.
    func frame(after sequence: Int64) -> EventFrame? {
        guard let first = frames.first?.sequence, sequence + 1 >= first,
            sequence - first + 1 < frames.count
        else { return nil }
        return frames[Int(sequence - first + 1)]
    }

    func flushLater(_ stream: EventStream) { unflushed.append(stream) }

    private func flush() {
        let streams = unflushed
        unflushed = []
        for stream in streams { stream.flush() }
    }

    /// Ends the streams that a right let in.
    func end(_ grant: StreamGrant, _ reason: String) {
        for stream in streams where stream.grant === grant { stream.end(reason) }
    }

    func endAll(_ reason: String) {
        for stream in streams { stream.end(reason) }
        beating?.cancel()
        beating = nil
    }
}

extension LoopStreams {
    /// The stream's group; it is heard of every event from the next one on.
    func join(_ stream: EventStream, _ interest: StreamInterest) -> StreamGroup {
        let group = groups[interest] ?? makeGroup(interest)
        stream.placeInGroup = group.members.count
        group.members.append(stream)
        stream.place = streams.count
        stream.turn = turn % Self.turns
        turn &+= 1
        streams.append(stream)
        if beating == nil { beat() }
        return group
    }

    private func makeGroup(_ interest: StreamInterest) -> StreamGroup {
        lastGroup += 1
        let group = StreamGroup(interest, number: lastGroup)
        groups[interest] = group
        groupsByNumber[lastGroup] = group
        index.insert(lastGroup, for: interest.filter.pattern)
        return group
    }

    /// The last one takes the place of the one that goes.
    func leave(_ stream: EventStream, _ group: StreamGroup) {
        if let last = group.members.popLast(), last !== stream {
            group.members[stream.placeInGroup] = last
            last.placeInGroup = stream.placeInGroup
        }
        if let last = streams.popLast(), last !== stream {
            streams[stream.place] = last
            last.place = stream.place
        }
        if group.members.isEmpty {
            groups[group.interest] = nil
            groupsByNumber[group.number] = nil
            index.remove(group.number, for: group.interest.filter.pattern)
        }
        if streams.isEmpty {
            frames = []
            beating?.cancel()
            beating = nil
        }
    }

    private func beat() {
        let nanoseconds = Int64(settings.heartbeat / .nanoseconds(1)) / Int64(Self.turns)
        let pause = TimeAmount.nanoseconds(max(nanoseconds, 1_000_000))
        beating = eventLoop.scheduleRepeatedTask(
            initialDelay: pause, delay: pause
        ) { [unowned self] _ in
            let bookmark = StreamBlock.bookmark(at: position)
            for stream in streams where stream.turn == beatingTurn { stream.beat(bookmark) }
            beatingTurn = (beatingTurn + 1) % Self.turns
            flush()
        }
    }
}
