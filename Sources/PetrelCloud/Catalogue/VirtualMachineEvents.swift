/// Machines: their life, their schedules, leases, snapshots and consoles.
extension EventType {
    public static var vmCreate: EventType { "VM.CREATE" }
    public static var vmDestroy: EventType { "VM.DESTROY" }
    public static var vmStart: EventType { "VM.START" }
    public static var vmStop: EventType { "VM.STOP" }
    public static var vmReboot: EventType { "VM.REBOOT" }
    public static var vmUpdate: EventType { "VM.UPDATE" }
    public static var vmUpgrade: EventType { "VM.UPGRADE" }
    public static var vmDynamicScale: EventType { "VM.DYNAMIC.SCALE" }
    public static var vmResetPassword: EventType { "VM.RESETPASSWORD" }
    public static var vmResetSSHKey: EventType { "VM.RESETSSHKEY" }
    public static var vmResetUserData: EventType { "VM.RESETUSERDATA" }
    public static var vmMigrate: EventType { "VM.MIGRATE" }
    public static var vmMove: EventType { "VM.MOVE" }
    public static var vmRestore: EventType { "VM.RESTORE" }
    public static var vmExpunge: EventType { "VM.EXPUNGE" }
    public static var vmImport: EventType { "VM.IMPORT" }
    public static var vmUnmanage: EventType { "VM.UNMANAGE" }
    public static var vmRecover: EventType { "VM.RECOVER" }
    public static var vmScheduleStart: EventType { "VM.SCHEDULE.START" }
    public static var vmScheduleStop: EventType { "VM.SCHEDULE.STOP" }
    public static var vmScheduleReboot: EventType { "VM.SCHEDULE.REBOOT" }
    public static var vmScheduleForceStop: EventType { "VM.SCHEDULE.FORCE.STOP" }
    public static var vmScheduleForceReboot: EventType { "VM.SCHEDULE.FORCE.REBOOT" }
    public static var scheduleCreate: EventType { "SCHEDULE.CREATE" }
    public static var scheduleUpdate: EventType { "SCHEDULE.UPDATE" }
    public static var scheduleDelete: EventType { "SCHEDULE.DELETE" }
    public static var vmLeaseExpired: EventType { "VM.LEASE.EXPIRED" }
    public static var vmLeaseDisabled: EventType { "VM.LEASE.DISABLED" }
    public static var vmLeaseCancelled: EventType { "VM.LEASE.CANCELLED" }
    public static var vmLeaseExpiring: EventType { "VM.LEASE.EXPIRING" }
    public static var vmAffinityGroupUpdate: EventType { "VM.AG.UPDATE" }
    public static var cleanupVMReservation: EventType { "VM.RESERVATION.CLEANUP" }
    public static var vmSnapshotCreate: EventType { "VMSNAPSHOT.CREATE" }
    public static var vmSnapshotDelete: EventType { "VMSNAPSHOT.DELETE" }
    public static var vmSnapshotOnPrimary: EventType { "VMSNAPSHOT.ON_PRIMARY" }
    public static var vmSnapshotOffPrimary: EventType { "VMSNAPSHOT.OFF_PRIMARY" }
    public static var vmSnapshotRevert: EventType { "VMSNAPSHOT.REVERTTO" }
    public static var vncConnect: EventType { "VNC.CONNECT" }
    public static var vncDisconnect: EventType { "VNC.DISCONNECT" }
    public static var networkExternalDHCPVMIPFetch: EventType { "EXTERNAL.DHCP.VM.IP.FETCH" }
}

extension EventCatalogue {
    static let virtualMachines: [EventDefinition] = [
        .action(
            .vmCreate, on: .virtualMachine, "A machine is made, and started unless told otherwise.",
            usage: .billed),
        .action(
            .vmDestroy, on: .virtualMachine,
            "A machine is destroyed; until it is expunged it can be recovered.", usage: .billed),
        .action(.vmStart, on: .virtualMachine, "A machine is started.", usage: .billed),
        .action(.vmStop, on: .virtualMachine, "A machine is stopped.", usage: .billed),
        .action(.vmReboot, on: .virtualMachine, "A machine is stopped and started again."),
        .action(
            .vmUpdate, on: .virtualMachine,
            "A machine's name, details or other settings are changed."),
        .action(
            .vmUpgrade, on: .virtualMachine, "A stopped machine gets another service offering.",
            usage: .billed),
        .action(
            .vmDynamicScale, on: .virtualMachine,
            "A running machine gets more or less processor and memory.", usage: .billed),
        .action(
            .vmResetPassword, on: .virtualMachine, "A machine's password is replaced by a new one."),
        .action(.vmResetSSHKey, on: .virtualMachine, "A machine's SSH key pair is replaced."),
        .action(.vmResetUserData, on: .virtualMachine, "A machine's user data is replaced."),
        .action(
            .vmMigrate, on: .virtualMachine,
            "A machine moves to another host, or its volumes to another pool."),
        .action(.vmMove, on: .virtualMachine, "A machine is given to another account."),
        .action(
            .vmRestore, on: .virtualMachine,
            "A machine's root volume is made afresh from its template."),
        .action(.vmExpunge, on: .virtualMachine, "A destroyed machine is removed for good."),
        .action(
            .vmImport, on: .virtualMachine,
            "A machine that a hypervisor already has comes under management."),
        .action(
            .vmUnmanage, on: .virtualMachine,
            "A machine is left to its hypervisor and no longer managed."),
        .action(.vmRecover, on: .virtualMachine, "A destroyed machine is taken back."),
        .action(.vmScheduleStart, on: .resourceSchedule, "A schedule starts a machine."),
        .action(.vmScheduleStop, on: .resourceSchedule, "A schedule stops a machine."),
        .action(.vmScheduleReboot, on: .resourceSchedule, "A schedule reboots a machine."),
        .action(
            .vmScheduleForceStop, on: .resourceSchedule,
            "A schedule stops a machine without waiting for its guest."),
        .action(
            .vmScheduleForceReboot, on: .resourceSchedule,
            "A schedule reboots a machine without waiting for its guest."),
        .action(.scheduleCreate, on: .resourceSchedule, "A schedule for a resource is made."),
        .action(.scheduleUpdate, on: .resourceSchedule, "A schedule is changed."),
        .action(.scheduleDelete, on: .resourceSchedule, "A schedule is deleted."),
        .action(
            .vmLeaseExpired, on: .virtualMachine,
            "A machine's lease has ended, and what was agreed for that is done."),
        .action(.vmLeaseDisabled, on: .virtualMachine, "A machine's lease is switched off."),
        .action(
            .vmLeaseCancelled, on: .virtualMachine, "A machine's lease is given up before its end."),
        .action(.vmLeaseExpiring, on: .virtualMachine, "A machine's lease is about to end."),
        .action(
            .vmAffinityGroupUpdate, on: .virtualMachine, "A machine's affinity groups are changed."),
        .action(.cleanupVMReservation, "Capacity held for stopped machines is given back."),
        .action(
            .vmSnapshotCreate, on: .vmSnapshot, "A snapshot of a whole machine is taken.",
            usage: .billed),
        .action(
            .vmSnapshotDelete, on: .vmSnapshot, "A snapshot of a machine is deleted.",
            usage: .billed),
        .usage(
            .vmSnapshotOnPrimary, on: .vmSnapshot,
            "A machine's snapshot takes space on primary storage.", usage: .billed),
        .usage(
            .vmSnapshotOffPrimary, on: .vmSnapshot,
            "A machine's snapshot no longer takes space on primary storage.", usage: .billed),
        .action(
            .vmSnapshotRevert, on: .vmSnapshot, "A machine goes back to one of its snapshots.",
            usage: .told),
        .action(.vncConnect, on: .virtualMachine, "Somebody opens a machine's console."),
        .action(.vncDisconnect, on: .virtualMachine, "Somebody leaves a machine's console."),
        .action(
            .networkExternalDHCPVMIPFetch, on: .virtualMachine,
            "The address that a foreign DHCP server gave a machine is looked up."),
    ]
}
