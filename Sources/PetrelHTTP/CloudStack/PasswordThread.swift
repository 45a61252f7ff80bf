internal import Dispatch

/// Where passwords are checked, one after the other: a check takes a good part of a second of one
/// processor, which neither other requests nor each other may wait for.
final class PasswordThread: TaskExecutor {
    private let queue = DispatchQueue(label: "passwords")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
