public import PetrelStates

/// The machine that serves a network: addresses, names, firewall, load balancing, VPN.
///
/// It is a virtual machine of the system and lives by a ``VirtualMachine``'s rows, as in
/// CloudStack, where one table serves every machine. Nobody is billed for it. Which router of a
/// redundant pair serves is told apart, by ``VirtualRouterRedundantState``.
public enum VirtualRouter: CloudResource {
    public typealias State = VirtualMachine.State
    public typealias Trigger = VirtualMachine.Trigger

    public static let kind = "VirtualRouter"
    public static let family = ResourceFamily.network
    public static let initial = VirtualMachine.initial
    public static let outsideTriggers = VirtualMachine.outsideTriggers
    public static let states = VirtualMachine.states
    public static let transitions = VirtualMachine.transitions.map(\.unmetered)

    public static let eventTypes: [EventType] = [
        "ROUTER.CREATE", "ROUTER.DESTROY", "ROUTER.START", "ROUTER.STOP", "ROUTER.REBOOT",
        "ROUTER.HA", "ROUTER.UPGRADE", "ROUTER.DIAGNOSTICS", "ROUTER.HEALTH.CHECKS",
    ]
}
