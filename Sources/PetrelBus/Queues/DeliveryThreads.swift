internal import CPetrelBus
internal import Synchronization

/// A small pool of threads that run the workers of queued subscriptions.
///
/// A handler that blocks its thread holds up nobody for long: while work waits and none of the threads begins
/// anything, one more is started every 20 ms, up to 64.
final class DeliveryThreads: TaskExecutor, @unchecked Sendable {
    // Unchecked because the members below are only touched under the monitor's lock, `isAlarmed` under the sentinel's.
    static let shared = DeliveryThreads(processors: Int(petrel_processors()))

    private let monitor: OpaquePointer
    private let sentinel: OpaquePointer
    private var jobs: [UnownedJob] = []
    private var firstJob = 0
    /// The threads without work; the last one to join is the first to leave, for it is still warm.
    private var idle: [IdleThread] = []
    private var threads = 0
    private var started = 0
    private var isAlarmed = false

    private static let most = 64
    private static let patience: UInt64 = 20_000_000

    init(processors: Int) {
        monitor = petrel_monitor_make()
        sentinel = petrel_monitor_make()
        jobs.reserveCapacity(1024)
        for _ in 0..<max(processors, 2) { addThread() }
        Self.start(self) { $0.guardAgainstBlocking() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        petrel_monitor_lock(monitor)
        jobs.append(job)
        let thread = idle.popLast()
        petrel_monitor_unlock(monitor)
        if let thread { thread.wake() } else { alarm() }
    }

    private func work() {
        let thread = IdleThread()
        while true { next(thread).runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func next(_ thread: IdleThread) -> UnownedJob {
        petrel_monitor_lock(monitor)
        while firstJob == jobs.count {
            idle.append(thread)
            petrel_monitor_unlock(monitor)
            thread.sleep()
            petrel_monitor_lock(monitor)
        }
        defer { petrel_monitor_unlock(monitor) }
        let job = jobs[firstJob]
        firstJob += 1
        started += 1
        forgetStartedJobs()
        return job
    }

    private func forgetStartedJobs() {
        if firstJob == jobs.count {
            jobs.removeAll(keepingCapacity: true)
            firstJob = 0
        } else if firstJob > 512, firstJob > jobs.count / 2 {
            jobs.removeFirst(firstJob)
            firstJob = 0
        }
    }

    private func addThread() {
        guard Self.start(self, { $0.work() }) else { return }
        threads += 1
    }

    // MARK: Blocked threads

    private func alarm() {
        petrel_monitor_lock(sentinel)
        isAlarmed = true
        petrel_monitor_unlock(sentinel)
        petrel_monitor_signal(sentinel)
    }

    private func guardAgainstBlocking() {
        while true {
            awaitAlarm()
            let before = progress()
            petrel_sleep(Self.patience)
            relieve(ifStillAt: before)
        }
    }

    private func awaitAlarm() {
        petrel_monitor_lock(sentinel)
        while !isAlarmed { petrel_monitor_wait(sentinel) }
        isAlarmed = false
        petrel_monitor_unlock(sentinel)
    }

    private func progress() -> Int {
        petrel_monitor_lock(monitor)
        defer { petrel_monitor_unlock(monitor) }
        return started
    }

    private func relieve(ifStillAt before: Int) {
        petrel_monitor_lock(monitor)
        let isWaiting = firstJob < jobs.count
        let isStuck = isWaiting && idle.isEmpty && started == before && threads < Self.most
        if isStuck { addThread() }
        petrel_monitor_unlock(monitor)
        if isWaiting { alarm() }
    }

    /// Runs `body` on a thread of its own.
    @discardableResult
    private static func start(
        _ pool: DeliveryThreads, _ body: @escaping @Sendable (DeliveryThreads) -> Void
    ) -> Bool {
        let start = Unmanaged.passRetained(ThreadStart(pool: pool, body: body))
        let isRunning = petrel_thread_start(
            { context in
                let start = Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue()
                start.body(start.pool)
            }, start.toOpaque())
        if !isRunning { start.release() }
        return isRunning
    }
}

private final class ThreadStart: Sendable {
    let pool: DeliveryThreads
    let body: @Sendable (DeliveryThreads) -> Void

    init(pool: DeliveryThreads, body: @escaping @Sendable (DeliveryThreads) -> Void) {
        self.pool = pool
        self.body = body
    }
}

/// Where a thread without work sleeps.
private final class IdleThread: @unchecked Sendable {
    // Unchecked because `isWoken` is only touched with the monitor locked.
    private let monitor = petrel_monitor_make()
    private var isWoken = false

    deinit {
        petrel_monitor_free(monitor)
    }

    func sleep() {
        petrel_monitor_lock(monitor)
        while !isWoken { petrel_monitor_wait(monitor) }
        isWoken = false
        petrel_monitor_unlock(monitor)
    }

    func wake() {
        petrel_monitor_lock(monitor)
        isWoken = true
        petrel_monitor_unlock(monitor)
        petrel_monitor_signal(monitor)
    }
}
