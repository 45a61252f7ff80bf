internal import Glibc
internal import Synchronization

/// Threads of their own, started together.
enum Threads {
    /// Runs `body` once on each of `count` new threads, giving it the thread's number, and waits for all.
    ///
    /// Returns the nanoseconds from the common start to the last end.
    static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) -> Int {
        let gate = Gate(count)
        let threads = (0..<count).map { number in
            start {
                gate.enter()
                body(number)
                gate.ended.store(now(), ordering: .relaxed)
            }
        }
        let begin = gate.open()
        var last = begin
        for thread in threads { pthread_join(thread, nil) }
        last = max(last, gate.ended.load(ordering: .relaxed))
        return last - begin
    }

    /// Starts a thread; the caller joins it.
    static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Body(body)).toOpaque()
        let result = pthread_create(
            &thread, nil,
            { box in
                Unmanaged<Body>.fromOpaque(box!).takeRetainedValue().run()
                return nil
            }, box)
        precondition(result == 0, "no thread could be started")
        return thread
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}

/// Lets threads begin at one moment: all of them spin until the last has come.
final class Gate: Sendable {
    private let missing: Atomic<Int>
    private let isOpen = Atomic(false)
    /// The moment the last thread ended.
    let ended = Atomic(0)

    init(_ count: Int) { missing = Atomic(count) }

    func enter() {
        missing.subtract(1, ordering: .acquiringAndReleasing)
        while !isOpen.load(ordering: .acquiring) {}
    }

    func open() -> Int {
        while missing.load(ordering: .acquiring) > 0 { usleep(50) }
        let begin = now()
        isOpen.store(true, ordering: .releasing)
        return begin
    }
}
