/// A ticket system on the other side of a network. It begins out of order: whoever calls it, waits.
actor TicketService {
    private var isUp = false
    private var callers: [CheckedContinuation<Void, Never>] = []
    private var observers: [CheckedContinuation<Void, Never>] = []

    /// Opens a ticket, in its own time.
    func open(_ title: String) async {
        if !isUp {
            await withCheckedContinuation { caller in
                callers.append(caller)
                for observer in observers { observer.resume() }
                observers = []
            }
        }
        print("  ticket: \(title)")
    }

    /// Returns when somebody waits for the service.
    func whenCalled() async {
        guard callers.isEmpty else { return }
        await withCheckedContinuation { observers.append($0) }
    }

    func comeUp() {
        isUp = true
        for caller in callers { caller.resume() }
        callers = []
    }
}
