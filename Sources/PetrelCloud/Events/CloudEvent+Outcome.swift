extension CloudEvent {
    /// How far an action, a job or a change has come, and how it ended.
    ///
    /// One word tells both of what CloudStack keeps apart: the ``status`` on its exchange and,
    /// once that is `Completed`, whether the work succeeded.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// The resource has its record; the work itself is still to come.
        case created
        /// The request was accepted and waits for a worker.
        case scheduled
        /// Work is under way.
        case started
        /// The work ended, but whoever told us did not say how.
        case completed
        /// The work ended and did what was asked.
        case succeeded
        /// The work ended without doing what was asked.
        case failed
        /// Somebody stopped the work before it ended.
        case cancelled
    }
}

extension CloudEvent.Outcome {
    /// The step in CloudStack's words: Created, Scheduled, Started or Completed.
    public var status: String {
        switch self {
        case .created: "Created"
        case .scheduled: "Scheduled"
        case .started: "Started"
        case .completed, .succeeded, .failed, .cancelled: "Completed"
        }
    }

    /// Whether nothing more will happen.
    public var isFinal: Bool { status == "Completed" }

    /// Whether the work did what was asked; `nil` as long as nobody can say.
    public var isSuccess: Bool? {
        switch self {
        case .created, .scheduled, .started, .completed: nil
        case .succeeded: true
        case .failed, .cancelled: false
        }
    }
}
