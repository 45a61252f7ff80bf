import PetrelBus

/// A job on a volume did not succeed.
struct JobFailed: Event, CustomStringConvertible {
    let job: Int
    let volume: String

    var description: String { "job \(job) on \(volume)" }
}
