public import PetrelStates

/// Which part a virtual router plays in a redundant pair.
///
/// Routers are asked regularly, and the answer moves the state: `PRIMARY` serves, `BACKUP` waits,
/// `FAULT` can do neither. A router that is down or silent is `UNKNOWN`; one that has just started
/// is given its part without waiting for the first answer. An answer that brings no news fires
/// nothing.
///
/// CloudStack has no machine for it (`com.cloud.network.router.VirtualRouter.RedundantState`); the
/// rows are what its router manager does. It alerts (type 9) only when a router becomes primary;
/// here every change is told.
public enum VirtualRouterRedundantState: CloudResource {
    public enum State: String, LifecycleName {
        case unknown = "UNKNOWN"
        case primary = "PRIMARY"
        case backup = "BACKUP"
        case fault = "FAULT"
    }

    public enum Trigger: String, LifecycleName {
        case routerPoll = "RouterPoll"
        case routerNotRunningOrNoAnswer = "RouterNotRunningOrNoAnswer"
        case routerStarted = "RouterStarted"
        case routerStartedFirst = "RouterStartedFirst"
    }

    public static let kind = "VirtualRouterRedundantState"
    public static let aspectOf: String? = VirtualRouter.kind
    public static let family = ResourceFamily.network
    public static let initial: [State] = [.unknown]

    public static let states: [StateDescription<State>] = [
        .stable(.unknown, "not running, or not answering"),
        .stable(.primary, "serves"),
        .stable(.backup, "waits to take over"),
        .stable(.fault, "can neither serve nor take over"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.unknown, on: .routerStarted, to: .backup),
        .from(.unknown, on: .routerStartedFirst, to: .primary),
        .from(.unknown, on: .routerPoll, toOneOf: [.primary, .backup, .fault]),
        .from(.primary, on: .routerPoll, toOneOf: [.backup, .fault]),
        .from(.backup, on: .routerPoll, toOneOf: [.primary, .fault]),
        .from(.fault, on: .routerPoll, toOneOf: [.primary, .backup]),
        .from(.primary, on: .routerNotRunningOrNoAnswer, to: .unknown),
        .from(.backup, on: .routerNotRunningOrNoAnswer, to: .unknown),
        .from(.fault, on: .routerNotRunningOrNoAnswer, to: .unknown),
        .from(.unknown, on: .routerNotRunningOrNoAnswer, to: .unknown, silent: true),
    ]

    public static let eventTypes: [EventType] = []
}
