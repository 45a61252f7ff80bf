/// What a worker is told to do; a new order ends what it does at the moment.
struct WorkOrder<Subject: Sendable>: Sendable {
    var subject: Subject
    var isPaused = false
    var mustStop = false
    /// Counts orders, so that a worker sees that there is a new one.
    private(set) var number = 0

    init(_ subject: Subject, isPaused: Bool = false) {
        self.subject = subject
        self.isPaused = isPaused
    }

    mutating func change(_ body: (inout Self) -> Void) {
        body(&self)
        number += 1
    }
}
