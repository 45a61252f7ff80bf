public import PetrelStates

/// A user's virtual machine, from its first record to the end of its expunge.
///
/// It is created `Stopped` and belongs to somebody from then on. Starting takes it to `Running`,
/// from where it stops, migrates or is backed up. What a host reports counts as much as what a user
/// asks, so a machine that dies or wakes up by itself is followed. Destroying is a promise that can
/// be taken back (`Destroyed`, recoverable) until the expunge removes it; the removal itself is no
/// row, it happens in `Expunging`. `BackupError` and `RestoreError` wait for an operator, who
/// repairs or removes the machine.
///
/// The rows are CloudStack's (`com.cloud.vm.VirtualMachine.State`), none added and none left out.
///
/// Usage differs from CloudStack's marks where those lose track. Every row that may end with a
/// stopped machine closes `RUNNING_VM`, also those out of `Migrating`, and so does a backup that
/// breaks the machine. `Migrating` and `BackingUp` are reached from `Running` and from `Stopped`,
/// hence their rows to `Running` restart the usage rather than open it, and their rows to `Stopped`
/// may find none to close. Restoring a destroyed machine makes it allocated again.
public enum VirtualMachine: CloudResource {
    public enum State: String, LifecycleName {
        case starting = "Starting"
        case running = "Running"
        case stopping = "Stopping"
        case stopped = "Stopped"
        case destroyed = "Destroyed"
        case expunging = "Expunging"
        case migrating = "Migrating"
        case error = "Error"
        case unknown = "Unknown"
        case shutdown = "Shutdown"
        case restoring = "Restoring"
        case backingUp = "BackingUp"
        case backupError = "BackupError"
        case restoreError = "RestoreError"
    }

    public enum Trigger: String, LifecycleName {
        case createRequested = "CreateRequested"
        case startRequested = "StartRequested"
        case stopRequested = "StopRequested"
        case destroyRequested = "DestroyRequested"
        case recoveryRequested = "RecoveryRequested"
        case agentReportStopped = "AgentReportStopped"
        case agentReportRunning = "AgentReportRunning"
        case migrationRequested = "MigrationRequested"
        case storageMigrationRequested = "StorageMigrationRequested"
        case expungeOperation = "ExpungeOperation"
        case operationSucceeded = "OperationSucceeded"
        case operationFailed = "OperationFailed"
        case operationFailedToRunning = "OperationFailedToRunning"
        case operationFailedToStopped = "OperationFailedToStopped"
        case operationFailedToError = "OperationFailedToError"
        case operationRetry = "OperationRetry"
        case agentReportShutdowned = "AgentReportShutdowned"
        case agentReportMigrated = "AgentReportMigrated"
        case revertRequested = "RevertRequested"
        case snapshotRequested = "SnapshotRequested"
        case restoringRequested = "RestoringRequested"
        case restoringFailed = "RestoringFailed"
        case restoringSuccess = "RestoringSuccess"
        case backupRequested = "BackupRequested"
        case backupSucceededStopped = "BackupSucceededStopped"
        case backupSucceededRunning = "BackupSucceededRunning"
        case finalizedBackupChain = "FinalizedBackupChain"
        case followAgentPowerOnReport = "FollowAgentPowerOnReport"
        case followAgentPowerOffReport = "FollowAgentPowerOffReport"
    }

    public static let kind = "VirtualMachine"
    public static let family = ResourceFamily.compute
    public static let initial: [State] = [.stopped]

    public static let outsideTriggers: [Trigger] = [
        .createRequested, .revertRequested, .snapshotRequested, .finalizedBackupChain,
    ]

    public static let states: [StateDescription<State>] = [
        .transient(.starting, "being brought up on a host", limit: .minutes(10)),
        .stable(.running, "up on its host"),
        .transient(.stopping, "going down on its host", limit: .minutes(10)),
        .stable(.stopped, "exists, but runs nowhere"),
        .stable(.destroyed, "marked for deletion, can be recovered"),
        .transient(
            .expunging, "being removed for good, then gone", limit: .hours(1), removable: true),
        .transient(
            .migrating, "moving between hosts, or its volumes between pools",
            limit: .minutes(30)),
        .stable(.error, "could not be created, or not be expunged"),
        .outside(.unknown, "nobody can tell"),
        .outside(.shutdown, "shut down from inside the guest"),
        .transient(.restoring, "being restored from a backup", limit: .hours(4)),
        .transient(.backingUp, "a backup is being taken", limit: .hours(4)),
        .stable(.backupError, "left inconsistent by a backup, for an operator", removable: true),
        .outside(.restoreError, "left inconsistent by a restore, for an operator"),
    ]

    public static let meteredAtCreation: [State: [Metering]] = [
        .stopped: [.opens(.allocatedVM)]
    ]

    public static let meteredActions: [EventType: [Metering]] = [
        "VM.UPGRADE": [.changes(.allocatedVM)],
        "VM.DYNAMIC.SCALE": [.changes(.allocatedVM), .changes(.runningVM)],
    ]

    public static let transitions: [Transition<State, Trigger>] = [
        .from(.stopped, on: .startRequested, to: .starting),
        .from(
            .stopped, on: .destroyRequested, to: .destroyed, metered: [.closes(.allocatedVM)]),
        .from(.stopped, on: .stopRequested, to: .stopped, silent: true),
        .from(.stopped, on: .agentReportStopped, to: .stopped, silent: true),
        .from(
            .stopped, on: .operationFailedToError, to: .error, metered: [.closes(.allocatedVM)]),
        .from(.stopped, on: .operationFailed, to: .stopped),
        .from(
            .stopped, on: .expungeOperation, to: .expunging, metered: [.closes(.allocatedVM)]),
        .from(.stopped, on: .agentReportShutdowned, to: .stopped, silent: true),
        .from(.stopped, on: .storageMigrationRequested, to: .migrating),
        .from(.stopped, on: .restoringRequested, to: .restoring),
        .from(.stopped, on: .backupRequested, to: .backingUp),
        .from(
            .stopped, on: .followAgentPowerOnReport, to: .running, metered: [.opens(.runningVM)]),
        .from(.stopped, on: .followAgentPowerOffReport, to: .stopped, silent: true),

        .from(.starting, on: .operationRetry, to: .starting),
        .from(.starting, on: .operationSucceeded, to: .running, metered: [.opens(.runningVM)]),
        .from(.starting, on: .operationFailed, to: .stopped),
        .from(.starting, on: .agentReportRunning, to: .running, metered: [.opens(.runningVM)]),
        .from(.starting, on: .agentReportStopped, to: .stopped),
        .from(.starting, on: .agentReportShutdowned, to: .stopped),
        .from(
            .starting, on: .followAgentPowerOnReport, to: .running, metered: [.opens(.runningVM)]),
        .from(.starting, on: .followAgentPowerOffReport, to: .stopped),

        .from(.running, on: .migrationRequested, to: .migrating),
        .from(.running, on: .agentReportRunning, to: .running, silent: true),
        .from(.running, on: .agentReportStopped, to: .stopped, metered: [.closes(.runningVM)]),
        .from(.running, on: .stopRequested, to: .stopping),
        .from(.running, on: .agentReportShutdowned, to: .stopped, metered: [.closes(.runningVM)]),
        .from(.running, on: .agentReportMigrated, to: .running),
        .from(.running, on: .operationSucceeded, to: .running),
        .from(.running, on: .backupRequested, to: .backingUp),
        .from(.running, on: .followAgentPowerOnReport, to: .running, silent: true),
        .from(
            .running, on: .followAgentPowerOffReport, to: .stopped, metered: [.closes(.runningVM)]),

        .from(.migrating, on: .migrationRequested, to: .migrating),
        .from(.migrating, on: .operationSucceeded, to: .running, metered: [.changes(.runningVM)]),
        .from(.migrating, on: .operationFailed, to: .running, metered: [.changes(.runningVM)]),
        .from(.migrating, on: .agentReportRunning, to: .running, metered: [.changes(.runningVM)]),
        .from(.migrating, on: .agentReportStopped, to: .stopped, metered: [.closes(.runningVM)]),
        .from(.migrating, on: .agentReportShutdowned, to: .stopped, metered: [.closes(.runningVM)]),
        .from(
            .migrating, on: .followAgentPowerOnReport, to: .running,
            metered: [.changes(.runningVM)]),
        .from(
            .migrating, on: .followAgentPowerOffReport, to: .stopped,
            metered: [.closes(.runningVM)]),

        .from(.stopping, on: .operationSucceeded, to: .stopped, metered: [.closes(.runningVM)]),
        .from(.stopping, on: .operationFailed, to: .running),
        .from(.stopping, on: .agentReportRunning, to: .running),
        .from(.stopping, on: .agentReportStopped, to: .stopped, metered: [.closes(.runningVM)]),
        .from(.stopping, on: .stopRequested, to: .stopping, silent: true),
        .from(.stopping, on: .agentReportShutdowned, to: .stopped, metered: [.closes(.runningVM)]),
        .from(.stopping, on: .followAgentPowerOnReport, to: .running),
        .from(
            .stopping, on: .followAgentPowerOffReport, to: .stopped, metered: [.closes(.runningVM)]),

        .from(.destroyed, on: .recoveryRequested, to: .stopped, metered: [.opens(.allocatedVM)]),
        .from(.destroyed, on: .expungeOperation, to: .expunging),
        .from(
            .destroyed, on: .restoringRequested, to: .restoring, metered: [.opens(.allocatedVM)]),
        .from(.expunging, on: .operationFailed, to: .expunging),
        .from(.expunging, on: .operationFailedToError, to: .error),
        .from(.expunging, on: .expungeOperation, to: .expunging),
        .from(.error, on: .destroyRequested, to: .expunging),
        .from(.error, on: .expungeOperation, to: .expunging),

        .from(.restoring, on: .restoringSuccess, to: .stopped),
        .from(.restoring, on: .restoringFailed, to: .stopped),
        .from(.restoreError, on: .restoringFailed, to: .restoreError),
        .from(
            .backingUp, on: .backupSucceededRunning, to: .running, metered: [.changes(.runningVM)]),
        .from(
            .backingUp, on: .backupSucceededStopped, to: .stopped, metered: [.closes(.runningVM)]),
        .from(
            .backingUp, on: .operationFailedToError, to: .backupError,
            metered: [.closes(.runningVM)]),
        .from(
            .backingUp, on: .operationFailedToRunning, to: .running,
            metered: [.changes(.runningVM)]),
        .from(
            .backingUp, on: .operationFailedToStopped, to: .stopped,
            metered: [.closes(.runningVM)]),
    ]

    public static let eventTypes: [EventType] = [
        "VM.CREATE", "VM.DESTROY", "VM.START", "VM.STOP", "VM.REBOOT", "VM.UPDATE", "VM.UPGRADE",
        "VM.DYNAMIC.SCALE", "VM.RESETPASSWORD", "VM.RESETSSHKEY", "VM.RESETUSERDATA", "VM.MIGRATE",
        "VM.MOVE", "VM.RESTORE", "VM.EXPUNGE", "VM.IMPORT", "VM.UNMANAGE", "VM.RECOVER",
        "VM.CREATE.FROM.BACKUP", "VM.LEASE.EXPIRED", "VM.LEASE.DISABLED", "VM.LEASE.CANCELLED",
        "VM.LEASE.EXPIRING",
    ]
}
