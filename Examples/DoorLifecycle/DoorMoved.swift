import PetrelBus
import PetrelStates

/// A door is now in another state.
struct DoorMoved: Event {
    let change: StateChange
}

/// Turns committed changes into events. The machine does not know the bus, and the bus does not know doors.
struct DoorReporter: StateListener {
    let bus: EventBus

    func didTransition(
        _ change: StateChange, outcome: TransitionOutcome, context: TransitionContext
    ) {
        if outcome.success { bus.post(DoorMoved(change: change)) }
    }
}
