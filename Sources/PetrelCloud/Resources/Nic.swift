public import PetrelStates

/// A network card of a virtual machine, in one network.
///
/// A card is `Allocated` while its machine is stopped. For a start an address is reserved
/// (`Reserved`), and the stop gives it back; what fails or is called off leaves the card where it
/// was. It is removed, with no row of its own, while allocated.
///
/// The rows are CloudStack's (`com.cloud.vm.Nic.State`), none added and none left out. There the
/// table is declared but its managers write the state past it, with short cuts that this life does
/// not have (a card in use is released before it goes, hence `Deallocating` stays unused).
///
/// `NETWORK_OFFERING` usage, the time a machine uses a network of an offering, runs while an
/// address is reserved, which is while the machine is up.
public enum Nic: CloudResource {
    public enum State: String, LifecycleName {
        case allocated = "Allocated"
        case reserving = "Reserving"
        case reserved = "Reserved"
        case releasing = "Releasing"
        case deallocating = "Deallocating"
    }

    public enum Trigger: String, LifecycleName {
        case reservationRequested = "ReservationRequested"
        case releaseRequested = "ReleaseRequested"
        case cancelRequested = "CancelRequested"
        case operationCompleted = "OperationCompleted"
        case operationFailed = "OperationFailed"
    }

    public static let kind = "Nic"
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.allocated]

    public static let states: [StateDescription<State>] = [
        .stable(.allocated, "belongs to a machine, no address reserved", removable: true),
        .transient(.reserving, "an address is being reserved", limit: .minutes(10)),
        .stable(.reserved, "in use"),
        .transient(.releasing, "its address is being given back", limit: .minutes(10)),
        .outside(.deallocating, "being removed"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.allocated, on: .reservationRequested, to: .reserving),
        .from(.reserving, on: .cancelRequested, to: .allocated),
        .from(
            .reserving, on: .operationCompleted, to: .reserved, metered: [.opens(.networkOffering)]),
        .from(.reserving, on: .operationFailed, to: .allocated),
        .from(.reserved, on: .releaseRequested, to: .releasing),
        .from(
            .releasing, on: .operationCompleted, to: .allocated,
            metered: [.closes(.networkOffering)]),
        .from(.releasing, on: .operationFailed, to: .reserved),
    ]

    public static let eventTypes: [EventType] = [
        "NIC.CREATE", "NIC.DELETE", "NIC.UPDATE", "NIC.DETAIL.ADD", "NIC.DETAIL.UPDATE",
        "NIC.DETAIL.REMOVE", "NIC.SECONDARY.IP.ASSIGN", "NIC.SECONDARY.IP.UNASSIGN",
        "NIC.SECONDARY.IP.CONFIGURE",
    ]
}
