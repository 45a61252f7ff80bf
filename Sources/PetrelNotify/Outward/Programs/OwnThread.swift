internal import Glibc

/// A thread for one piece of work that blocks.
enum OwnThread {
    private final class Work {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    static func run(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Work(body)).toOpaque()
        let begin: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
            $0.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body() }
            return nil
        }
        let result = pthread_create(&thread, nil, begin, context)
        precondition(result == 0, "no thread could be made for a program")
        pthread_detach(thread)
    }
}
