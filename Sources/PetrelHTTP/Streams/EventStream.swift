internal import NIOCore
internal import NIOHTTPTypes

/// One client that listens, at the end of a connection that nobody else uses any more.
///
/// A stream is live as long as it takes what it is sent. One that does not is left behind: nothing is kept for it but its
/// position. When it takes something again it is fed from the newest events, or from the ledger when they do not reach
/// back far enough, until it is live once more. So a slow client costs the others nothing and misses nothing.
final class EventStream: @unchecked Sendable {
    // Touched on its channel's event loop only.
    enum Mode {
        /// Its head has not been sent.
        case opening
        /// Everything up to the loop's position was looked at for it.
        case live
        /// Everything up to its own position was; `isReading` while the ledger is asked for more.
        case behind(isReading: Bool)
        case closed
    }

    let hub: StreamHub
    let streams: LoopStreams
    /// Whether blocks are chunks of an HTTP/1.1 body, or parts for the codec of HTTP/2.
    let isChunked: Bool
    var context: ChannelHandlerContext?
    private(set) var mode = Mode.opening
    private(set) var grant: StreamGrant?
    private var group: StreamGroup?
    /// The last id that the client was told.
    private var told: Int64 = 0
    private var position: Int64 = 0
    var place = 0
    var placeInGroup = 0
    var turn = 0
    private var idleTurns = 0
    private var isUnflushed = false
    /// Flushing may tell at once that there is room again, which must not send a second time what is being sent.
    private var isPumping = false

    init(hub: StreamHub, streams: LoopStreams, isChunked: Bool) {
        self.hub = hub
        self.streams = streams
        self.isChunked = isChunked
    }

    /// Begins with the first event behind the start's place. The head was sent.
    func begin(_ start: StreamStart) {
        guard case .opening = mode, context != nil else { return hub.left(start.grant) }
        guard !start.grant.hasEnded else {
            hub.left(start.grant)
            return finish()
        }
        grant = start.grant
        group = streams.join(self, start.interest)
        told = start.after ?? streams.position
        position = told
        mode = position < streams.position ? .behind(isReading: false) : .live
        write(.bookmark(at: told, retry: streams.settings.retry))
        if let gap = start.gap { write(gap) }
        flush()
        pump()
    }

    /// Takes an event that it wants, or is left behind from here on.
    func take(_ frame: EventFrame) {
        guard case .live = mode, frame.sequence > told else { return }
        guard canWrite() else {
            position = frame.sequence - 1
            mode = .behind(isReading: false)
            return
        }
        write(frame)
        guard !isUnflushed else { return }
        isUnflushed = true
        streams.flushLater(self)
    }

    /// A sign of life: how far it has come if that is news, else nothing in particular.
    func beat(_ bookmark: StreamBlock) {
        guard let context else { return }
        guard context.channel.isWritable else {
            idleTurns += 1
            let patience = streams.settings.patience / streams.settings.heartbeat
            if Double(idleTurns) > patience { close() }
            return
        }
        idleTurns = 0
        switch mode {
        case .live where told < streams.position:
            told = streams.position
            write(bookmark)
        case .behind where told < position:
            told = position
            write(.bookmark(at: position))
        default: write(.heartbeat)
        }
        streams.flushLater(self)
    }

    func flush() {
        isUnflushed = false
        context?.flush()
    }

    /// Says why, and closes.
    func end(_ reason: String) {
        guard let context, group != nil else { return finish() }
        write(.end(reason))
        if isChunked {
            context.write(NIOAny(StreamBlock.lastChunk), promise: nil)
        } else {
            context.write(NIOAny(HTTPResponsePart.end(nil)), promise: nil)
        }
        context.flush()
        finish()
    }

    /// Says good-bye, and closes when the client has heard it: closing at once could take the last words away.
    func finish() {
        guard let context else { return }
        leave()
        guard isChunked else { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        let timer = context.eventLoop.scheduleTask(in: .seconds(1)) { self.close() }
        context.channel.closeFuture.whenComplete { _ in timer.cancel() }
    }

    func close() {
        leave()
        context?.close(promise: nil)
    }

    /// Nobody hears of it any more.
    func leave() {
        mode = .closed
        if let group { streams.leave(self, group) }
        if let grant { hub.left(grant) }
        (group, grant) = (nil, nil)
    }

    private func write(_ frame: EventFrame) {
        write(frame.block)
        told = frame.sequence
    }

    private func write(_ block: StreamBlock) {
        let data =
            isChunked ? NIOAny(block.chunk) : NIOAny(HTTPResponsePart.body(block.text))
        context?.write(data, promise: nil)
    }

    /// Whether there is room, if need be after what waits was handed to the socket.
    private func canWrite() -> Bool {
        guard let context else { return false }
        if context.channel.isWritable { return true }
        flush()
        return context.channel.isWritable
    }
}

extension EventStream {
    /// Sends what it is behind by, for as long as it takes it.
    func pump() {
        guard case .behind(isReading: false) = mode, !isPumping, let group else { return }
        isPumping = true
        defer { isPumping = false }
        while canWrite() {
            guard position < streams.position else {
                mode = .live
                return flush()
            }
            guard let frame = streams.frame(after: position) else { return read(group.interest) }
            position = frame.sequence
            if group.interest.wants(frame.event) { write(frame) }
        }
    }

    private func read(_ interest: StreamInterest) {
        flush()
        mode = .behind(isReading: true)
        let (after, last) = (position, streams.position)
        hub.errands.add { [hub, streams, self] in
            let history = await hub.history(for: interest, after: after, upTo: last)
            streams.eventLoop.execute { self.receive(history) }
        }
    }

    /// Sends a part of the history. What it does not take is read again later.
    private func receive(_ history: StreamHistory) {
        guard case .behind(isReading: true) = mode else { return }
        mode = .behind(isReading: false)
        if let failure = history.failure { return end(failure) }
        isPumping = true
        if let gap = history.gap { write(gap) }
        let sent = history.frames.prefix { frame in
            guard canWrite() else { return false }
            write(frame)
            position = frame.sequence
            return true
        }
        if sent.count == history.frames.count { position = max(position, history.upTo) }
        flush()
        isPumping = false
        pump()
    }
}
