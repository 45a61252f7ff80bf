public import PetrelStates

/// A disk image from which machines are made.
///
/// A template that is registered from a URL, copied, or made of a volume or snapshot begins
/// `Active`; how far its files have come is the business of each ``ObjectInStore``. One that a
/// browser uploads begins `NotUploaded` and becomes active with the last byte; an upload that fails
/// or never begins ends there. A template ends by removal, which is no row.
///
/// The rows are CloudStack's (`com.cloud.template.VirtualMachineTemplate.State`), none added and
/// none left out; deleting writes `Inactive` past the table there, so that state stays unused here.
///
/// `TEMPLATE` usage runs while the template is active. Until a download has ended its size is
/// unknown and it costs nothing; then the usage goes on with the size. CloudStack begins at that
/// moment instead.
public enum Template: CloudResource {
    public enum State: String, LifecycleName {
        case active = "Active"
        case inactive = "Inactive"
        case notUploaded = "NotUploaded"
        case uploadInProgress = "UploadInProgress"
        case uploadError = "UploadError"
        case uploadAbandoned = "UploadAbandoned"
    }

    public enum Trigger: String, LifecycleName {
        case operationFailed = "OperationFailed"
        case operationSucceeded = "OperationSucceeded"
        case uploadRequested = "UploadRequested"
        case operationTimeout = "OperationTimeout"
    }

    public static let kind = "VirtualMachineTemplate"
    public static let family = ResourceFamily.image
    public static let initial: [State] = [.active, .notUploaded]

    public static let states: [StateDescription<State>] = [
        .stable(.active, "registered; usable where its files have arrived", removable: true),
        .outside(.inactive, "deleted"),
        .transient(.notUploaded, "waits for a browser to begin its upload", limit: .hours(1)),
        .transient(.uploadInProgress, "a browser is uploading it", limit: .hours(6)),
        .stable(.uploadError, "the upload failed", removable: true),
        .stable(.uploadAbandoned, "the upload never began", removable: true),
    ]

    public static let meteredAtCreation: [State: [Metering]] = [.active: [.opens(.template)]]

    public static let meteredActions: [EventType: [Metering]] = [
        "TEMPLATE.DOWNLOAD.SUCCESS": [.changes(.template)]
    ]

    public static let transitions = rows(metering: .template)

    /// The rows an image lives by, with what its being active is metered as.
    static func rows(metering meter: Meter) -> [Transition<State, Trigger>] {
        [
            .from(.notUploaded, on: .operationTimeout, to: .uploadAbandoned),
            .from(.notUploaded, on: .uploadRequested, to: .uploadInProgress),
            .from(.notUploaded, on: .operationSucceeded, to: .active, metered: [.opens(meter)]),
            .from(.notUploaded, on: .operationFailed, to: .uploadError),
            .from(
                .uploadInProgress, on: .operationSucceeded, to: .active, metered: [.opens(meter)]),
            .from(.uploadInProgress, on: .operationFailed, to: .uploadError),
            .from(.uploadInProgress, on: .operationTimeout, to: .uploadError),
        ]
    }

    public static let eventTypes: [EventType] = [
        "TEMPLATE.CREATE", "TEMPLATE.DELETE", "TEMPLATE.UPDATE", "TEMPLATE.DOWNLOAD.START",
        "TEMPLATE.DOWNLOAD.SUCCESS", "TEMPLATE.DOWNLOAD.FAILED", "TEMPLATE.DIRECT.DOWNLOAD.FAILURE",
        "TEMPLATE.COPY", "TEMPLATE.EXTRACT", "TEMPLATE.UPLOAD", "TEMPLATE.CLEANUP",
    ]
}
