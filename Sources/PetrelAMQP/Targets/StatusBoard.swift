internal import Logging
internal import PetrelBus
internal import PetrelCloud
internal import PetrelPlugin
internal import Synchronization

/// What one target, or one queue that is read, shows of itself: state, numbers, alerts.
final class StatusBoard: Sendable {
    let id: String
    let name: String
    private let context: PluginContext
    private let board = Mutex(AMQPStatus())
    private let spell = Mutex(TroubleSpell())

    init(id: String, name: String, context: PluginContext) {
        self.id = id
        self.name = name
        self.context = context
    }

    var status: AMQPStatus { board.withLock { $0 } }

    func count(_ body: (inout AMQPStatus) -> Void) { board.withLock { body(&$0) } }

    /// Goes into a state, and tells the bus if it is another.
    func enter(_ state: AMQPState) {
        let isNew = board.withLock { status in
            guard status.state != state else { return false }
            status.state = state
            status.since = .now
            return true
        }
        guard isNew else { return }
        context.logger.info("\(name): \(state.word) \(state.reason ?? "")")
        context.bus.post(AMQPStateChanged(id: id, name: name, state: state))
    }

    /// Raises an alert unless this trouble is known.
    func trouble(_ failure: AMQPFailure) async {
        guard spell.withLock({ $0.failed(failure.kind, at: .now) }) else { return }
        await alert("AMQP \(name) does not deliver", failure.description)
    }

    /// It works, as far as the kinds of trouble in the way could show by now.
    func works(unless unproven: Set<AMQPFailure.Kind> = []) async {
        let length = spell.withLock { spell in
            spell.kinds.isDisjoint(with: unproven) ? spell.works(at: .now) : nil
        }
        guard let length else { return }
        await alert(
            "AMQP \(name) delivers again",
            "It did not for \(length.components.seconds) s. Nothing was lost.")
    }

    /// A message that no queue took, and that counts as delivered.
    func unroutable(_ routingKey: String, _ reason: String, exchange: String) async {
        guard spell.withLock({ $0.cameBack(at: .now) }) else { return }
        await alert(
            "AMQP \(name) reaches no queue",
            "No queue is bound to exchange \(exchange) for \(routingKey) (\(reason)). "
                + "Bind one; what came back until then can be sent again with backfillAMQPTarget.")
    }

    func alert(_ subject: String, _ body: String) async {
        do {
            try await context.alert("ALERT.MANAGEMENT", subject, body)
        } catch {
            context.logger.error("\(subject): \(body) (and no alert could be raised: \(error))")
        }
    }
}
