internal import CRabbitMQ
internal import Glibc
internal import Synchronization

/// A thread of its own for one connection: it runs the connection's jobs and, between them, waits for its socket.
///
/// The library underneath blocks. Here it blocks nobody else, and a message that arrives is read without a job being
/// made for it.
final class AMQPThread: SerialExecutor {
    /// What the thread waits for besides jobs.
    struct Watch: Sendable {
        /// The connection's socket; none before it is connected.
        var socket: Int32 = -1
        /// Whether there is something to be written.
        var wantsToWrite = false
        /// The longest wait, in milliseconds, so that heartbeats are sent.
        var tick: Int32 = 1_000
        /// Told when the socket has something, can be written to, or the tick is over.
        var wake: (@Sendable () -> Void)?
    }

    private struct State {
        var jobs: [UnownedJob] = []
        var watch = Watch()
        var mustStop = false
        var thread: pthread_t?
    }

    private let state = Mutex(State())
    private let bell: Int32

    init() {
        bell = petrel_amqp_bell()
    }

    deinit { Glibc.close(bell) }

    func start() {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        let result = pthread_create(&thread, nil, beginThread, context)
        precondition(result == 0, "no thread could be made for a broker's connection")
        pthread_detach(thread)
    }

    fileprivate func begin() {
        state.withLock { $0.thread = pthread_self() }
        loop()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        ring()
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// Called by the runtime when code outside of a job claims to be the actor's.
    func checkIsolated() {
        let isHere = state.withLock { $0.thread.map { pthread_equal($0, pthread_self()) != 0 } }
        precondition(isHere == true, "this runs on the connection's own thread only")
    }

    func change(_ body: (inout Watch) -> Void) {
        state.withLock { body(&$0.watch) }
        ring()
    }

    /// Ends the thread once its jobs are done.
    func stop() {
        state.withLock { $0.mustStop = true }
        ring()
    }

    private func ring() {
        var one: UInt64 = 1
        _ = write(bell, &one, 8)
    }

    private func loop() {
        while true {
            let (jobs, watch, mustStop) = state.withLock { state in
                defer { state.jobs = [] }
                return (state.jobs, state.watch, state.mustStop)
            }
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
            if !jobs.isEmpty { continue }
            if mustStop { return }
            if sleep(watch) { watch.wake?() }
        }
    }

    /// Waits; whether there is something to be done about the socket.
    private func sleep(_ watch: Watch) -> Bool {
        var wanted = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
        if watch.socket >= 0 {
            let events = POLLIN | (watch.wantsToWrite ? POLLOUT : 0)
            wanted.append(pollfd(fd: watch.socket, events: Int16(events), revents: 0))
        }
        let count = poll(&wanted, nfds_t(wanted.count), watch.socket >= 0 ? watch.tick : -1)
        if wanted[0].revents != 0 {
            var rings: UInt64 = 0
            _ = read(bell, &rings, 8)
        }
        guard wanted.count > 1 else { return false }
        return count == 0 || wanted[1].revents != 0
    }
}

private func beginThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<AMQPThread>.fromOpaque(context).takeRetainedValue().begin()
    return nil
}
