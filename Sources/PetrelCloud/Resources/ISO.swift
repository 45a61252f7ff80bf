public import PetrelStates

/// An image of an optical disc, to install from or to attach to a machine.
///
/// It lives exactly as a ``Template`` does, by the same rows; it is a kind of its own because it is
/// metered (`ISO`) and spoken of apart.
public enum ISO: CloudResource {
    public typealias State = Template.State
    public typealias Trigger = Template.Trigger

    public static let kind = "Iso"
    public static let family = ResourceFamily.image
    public static let initial = Template.initial
    public static let states = Template.states
    public static let meteredAtCreation: [State: [Metering]] = [.active: [.opens(.iso)]]
    public static let transitions = Template.rows(metering: .iso)

    public static let eventTypes: [EventType] = [
        "ISO.CREATE", "ISO.DELETE", "ISO.UPDATE", "ISO.COPY", "ISO.ATTACH", "ISO.DETACH",
        "ISO.EXTRACT", "ISO.UPLOAD", "ISO.DIRECT.DOWNLOAD.FAILURE",
    ]
}
