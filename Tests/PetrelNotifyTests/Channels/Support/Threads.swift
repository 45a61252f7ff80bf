internal import Glibc

/// Threads for what blocks.
enum Threads {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    static func begin(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Work(body)).toOpaque()
        let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
            context in
            context.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body() }
            return nil
        }
        precondition(pthread_create(&thread, nil, run, context) == 0, "a thread")
        pthread_detach(thread)
    }
}
