internal import CRabbitMQ

/// A connection to a broker with one channel in confirm mode, on a thread of its own.
///
/// - Order: messages reach the broker in the order they were given; the first has number 1, and confirmations speak
///   of these numbers.
/// - Waiting: no call waits for room. What the broker does not take yet is kept here, so the caller bounds how much
///   it gives before it has confirmations.
/// - End: the first failure ends the connection for good. It is the last signal; whoever wants to go on connects anew.
public actor AMQPConnection {
    nonisolated let thread = AMQPThread()
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    public nonisolated let broker: AMQPBroker
    /// What the broker tells, in its order. Bounded by what was asked for: one entry for each message under way.
    public nonisolated let signals: AsyncStream<[AMQPSignal]>
    nonisolated let signalsOut: AsyncStream<[AMQPSignal]>.Continuation
    nonisolated let breaker = SocketBreaker()

    /// The channel of messages; declarations use channels of their own, because one that is refused closes its channel.
    static let messages: amqp_channel_t = 1

    var handle: AMQPHandle?
    var failure: AMQPFailure?
    /// Not written yet; those before `written` are gone.
    var outbox: [AMQPMessage] = []
    var written = 0
    var isBlocked = false
    var wantsToWrite = false
    var incoming: IncomingContent?
    var scratch = MessageScratch()
    var lastChannel = messages

    public init(_ broker: AMQPBroker) {
        self.broker = broker
        (signals, signalsOut) = AsyncStream.makeStream()
        thread.start()
    }

    deinit {
        signalsOut.finish()
        breaker.cut()
        thread.stop()
    }

    /// Ends it from outside at once, whatever it is doing.
    public nonisolated func cut() { breaker.cut() }

    /// Says good-bye to the broker. What was not confirmed by now may have arrived or not.
    public func close() {
        guard let handle else { return }
        // A broker that reads nothing would not answer.
        if !isBlocked, breaker.hasRoom {
            var patience = timeval(tv_sec: 1, tv_usec: 0)
            amqp_set_rpc_timeout(handle.state, &patience)
            amqp_connection_close(handle.state, 200)
        }
        end(nil)
    }

    /// The first failure ends everything.
    func end(_ failure: AMQPFailure?) {
        guard handle != nil || self.failure == nil else { return }
        self.failure = failure ?? self.failure ?? closedByUs
        thread.change { watch in watch = AMQPThread.Watch() }
        breaker.release()
        handle = nil
        outbox = []
        written = 0
        if let failure { signalsOut.yield([.closed(failure)]) }
        signalsOut.finish()
    }

    private var closedByUs: AMQPFailure {
        AMQPFailure(
            .connection, broker: broker.place, reason: "the connection is closed",
            remedy: "connect again")
    }

    /// The library's connection while there is one.
    func open() throws(AMQPFailure) -> amqp_connection_state_t {
        guard let handle else { throw failure ?? closedByUs }
        return handle.state
    }
}
