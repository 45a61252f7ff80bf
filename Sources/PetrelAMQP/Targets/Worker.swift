internal import PetrelCloud
internal import PetrelLedger

/// Keeps one connection's work going: session after session, with a wait between those that failed.
final class Worker<Subject: Sendable>: Sendable {
    let order: Watched<WorkOrder<Subject>>
    let board: StatusBoard
    private let backoff: Backoff
    /// Works until it fails or there is another order; says why, and whether anything came through.
    typealias Session =
        @Sendable (WorkOrder<Subject>, Worker) async -> (AMQPFailure?, worked: Bool)
    private let session: Session

    init(
        _ subject: Subject, isPaused: Bool = false, board: StatusBoard, backoff: Backoff,
        session: @escaping Session
    ) {
        order = Watched(WorkOrder(subject, isPaused: isPaused))
        self.board = board
        self.backoff = backoff
        self.session = session
    }

    /// Works until cancelled or told to stop. What is under way then is finished, as far as that is quick.
    func run() async {
        // Cancelling must not tear at what is under way; it becomes an order like any other.
        let work = Task { await loop() }
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            stop()
        }
        board.enter(.stopped)
    }

    func stop() { order.change { order in order.change { $0.mustStop = true } } }

    func pause(_ isPaused: Bool) {
        order.change { order in order.change { $0.isPaused = isPaused } }
    }

    func replace(_ subject: Subject) {
        order.change { order in order.change { $0.subject = subject } }
    }

    private func loop() async {
        var backoff = backoff
        var random = SystemRandomNumberGenerator()
        while true {
            let order = order.read { $0 }
            if order.mustStop { return }
            if order.isPaused {
                board.enter(.paused)
                await next(after: order)
                continue
            }
            board.enter(.connecting)
            let (failure, worked) = await session(order, self)
            if worked { backoff.reset() }
            guard let failure else { continue }
            await wait(backoff.failed(using: &random), because: failure, order)
        }
    }

    /// Shows why nothing happens, until it is time or there is a new order.
    private func wait(
        _ length: Duration, because failure: AMQPFailure, _ order: WorkOrder<Subject>
    ) async {
        board.count {
            $0.failures += 1
            $0.lastFailure = failure
            $0.underWay = 0
        }
        board.enter(.waiting(failure, until: .now.advanced(by: length)))
        await board.trouble(failure)
        await withTaskGroup { group in
            group.addTask { try? await Task.sleep(for: length) }
            group.addTask { await self.next(after: order) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Returns when there is another order.
    func next(after order: WorkOrder<Subject>) async {
        try? await self.order.wait { $0.number != order.number }
    }
}
