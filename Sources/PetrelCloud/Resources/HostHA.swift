public import PetrelStates

/// The watch over a host's health, and what is done when it fails.
///
/// While `Available` the host passes its health checks. The first failed one makes it `Suspect`;
/// its machines' disk activity is then looked at (`Checking`). Activity means it still serves and
/// is only `Degraded`; none means it is power-cycled (`Recovering`, then `Recovered` for a waiting
/// period) and, if that fails too often, fenced, so that its machines can start elsewhere. From
/// anywhere it can be switched off (`Disabled`) or found not to qualify (`Ineligible`).
///
/// The rows are CloudStack's (`org.apache.cloudstack.ha.HAConfig.HAState`), none added and none
/// left out; its rows from no state are the initial states here. This is a side of a ``HostStatus``
/// and ends with it.
public enum HostHA: CloudResource {
    public enum State: String, LifecycleName {
        case disabled = "Disabled"
        case available = "Available"
        case ineligible = "Ineligible"
        case suspect = "Suspect"
        case degraded = "Degraded"
        case checking = "Checking"
        case recovering = "Recovering"
        case recovered = "Recovered"
        case fencing = "Fencing"
        case fenced = "Fenced"
    }

    public enum Trigger: String, LifecycleName {
        case eligible = "Eligible"
        case ineligible = "Ineligible"
        case disabled = "Disabled"
        case enabled = "Enabled"
        case healthCheckPassed = "HealthCheckPassed"
        case healthCheckFailed = "HealthCheckFailed"
        case performActivityCheck = "PerformActivityCheck"
        case tooFewActivityCheckSamples = "TooFewActivityCheckSamples"
        case periodicRecheckResourceActivity = "PeriodicRecheckResourceActivity"
        case activityCheckFailureOverThresholdRatio = "ActivityCheckFailureOverThresholdRatio"
        case activityCheckFailureUnderThresholdRatio = "ActivityCheckFailureUnderThresholdRatio"
        case powerCycle = "PowerCycle"
        case recovered = "Recovered"
        case retryRecovery = "RetryRecovery"
        case recoveryWaitPeriodTimeout = "RecoveryWaitPeriodTimeout"
        case recoveryOperationThresholdExceeded = "RecoveryOperationThresholdExceeded"
        case retryFencing = "RetryFencing"
        case fenced = "Fenced"
    }

    public static let kind = "HAConfig"
    public static let aspectOf: String? = HostStatus.kind
    public static let family = ResourceFamily.infrastructure
    public static let initial: [State] = [.disabled, .available, .ineligible]
    public static let outsideTriggers: [Trigger] = [.powerCycle]

    public static let states: [StateDescription<State>] = [
        .stable(.disabled, "nobody watches"),
        .stable(.available, "healthy"),
        .stable(.ineligible, "the host is in no state to be watched"),
        .transient(.suspect, "its latest health check failed", limit: .minutes(10)),
        .stable(.degraded, "fails its checks, but its machines are alive"),
        .transient(.checking, "its machines' activity is being looked at", limit: .minutes(10)),
        .transient(.recovering, "being power-cycled", limit: .minutes(30)),
        .transient(.recovered, "back, on probation", limit: .hours(1)),
        .transient(.fencing, "being cut off", limit: .minutes(30)),
        .stable(.fenced, "cut off; its machines may start elsewhere"),
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.disabled, on: .enabled, to: .available),
        .from(.ineligible, on: .disabled, to: .disabled),
        .from(.ineligible, on: .ineligible, to: .ineligible, silent: true),
        .from(.ineligible, on: .eligible, to: .available),

        .from(.available, on: .disabled, to: .disabled),
        .from(.available, on: .ineligible, to: .ineligible),
        .from(.available, on: .healthCheckPassed, to: .available, silent: true),
        .from(.available, on: .healthCheckFailed, to: .suspect),

        .from(.suspect, on: .disabled, to: .disabled),
        .from(.suspect, on: .ineligible, to: .ineligible),
        .from(.suspect, on: .healthCheckFailed, to: .suspect, silent: true),
        .from(.suspect, on: .performActivityCheck, to: .checking),
        .from(.suspect, on: .healthCheckPassed, to: .available),

        .from(.checking, on: .disabled, to: .disabled),
        .from(.checking, on: .ineligible, to: .ineligible),
        .from(.checking, on: .tooFewActivityCheckSamples, to: .suspect),
        .from(.checking, on: .activityCheckFailureUnderThresholdRatio, to: .degraded),
        .from(.checking, on: .activityCheckFailureOverThresholdRatio, to: .recovering),

        .from(.degraded, on: .disabled, to: .disabled),
        .from(.degraded, on: .ineligible, to: .ineligible),
        .from(.degraded, on: .healthCheckFailed, to: .degraded, silent: true),
        .from(.degraded, on: .healthCheckPassed, to: .available),
        .from(.degraded, on: .periodicRecheckResourceActivity, to: .suspect),

        .from(.recovering, on: .disabled, to: .disabled),
        .from(.recovering, on: .ineligible, to: .ineligible),
        .from(.recovering, on: .retryRecovery, to: .recovering),
        .from(.recovering, on: .recovered, to: .recovered),
        .from(.recovering, on: .recoveryOperationThresholdExceeded, to: .fencing),
        .from(.recovered, on: .disabled, to: .disabled),
        .from(.recovered, on: .ineligible, to: .ineligible),
        .from(.recovered, on: .recoveryWaitPeriodTimeout, to: .available),

        .from(.fencing, on: .disabled, to: .disabled),
        .from(.fencing, on: .ineligible, to: .ineligible),
        .from(.fencing, on: .retryFencing, to: .fencing),
        .from(.fencing, on: .fenced, to: .fenced),
        .from(.fenced, on: .disabled, to: .disabled),
        .from(.fenced, on: .healthCheckPassed, to: .ineligible),
        .from(.fenced, on: .healthCheckFailed, to: .fenced, silent: true),
    ]

    public static let eventTypes: [EventType] = [
        "HA.RESOURCE.ENABLE", "HA.RESOURCE.DISABLE", "HA.RESOURCE.CONFIGURE", "HA.STATE.TRANSITION",
    ]
}
