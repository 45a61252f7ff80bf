public import PetrelStates

/// A kind of disk that the cloud offers: its size, where it lies, how fast it is.
///
/// It lives as a ``ServiceOffering`` does, by the same rows; in CloudStack too
/// (`com.cloud.offering.DiskOffering.State`), where the disk part of a service offering follows
/// that one.
public enum DiskOffering: CloudResource {
    public typealias State = ServiceOffering.State
    public typealias Trigger = ServiceOffering.Trigger

    public static let kind = "DiskOffering"
    public static let family = ResourceFamily.service
    public static let initial = ServiceOffering.initial
    public static let states = ServiceOffering.states
    public static let transitions = ServiceOffering.transitions

    public static let eventTypes: [EventType] = [
        "DISK.OFFERING.CREATE", "DISK.OFFERING.CLONE", "DISK.OFFERING.EDIT", "DISK.OFFERING.DELETE",
    ]
}
