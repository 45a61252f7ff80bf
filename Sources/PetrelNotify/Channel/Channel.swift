public import PetrelPlugin

/// A way to a receiver.
///
/// A channel promises of every delivery that it is attempted once per call, that the receiver can tell a repeat by
/// ``Delivery/id``, that the call ends within the channel's time limit whatever the receiver does, and that memory does
/// not grow with the receiver's answer. Order and repetition are the caller's: a channel keeps nothing between two
/// calls but connections.
///
/// To add one, write a file in `Channels/` and a line in ``builtInChannels``.
public protocol Channel: Sendable {
    static var kind: ChannelKind { get }
    /// One sentence, for lists and help.
    static var summary: String { get }
    /// What a subscription may set. API schema, help and checks derive from it.
    static var settings: [ChannelSetting] { get }
    /// Who may subscribe with it.
    static var roles: APICommand.Roles { get }

    /// Throws every mistake at once, each with the setting and the remedy.
    init(_ settings: ChannelSettings, _ environment: ChannelEnvironment) throws(ChannelMistakes)

    /// Whether one delivery may hold several events; a channel that takes one is given one.
    var takesSeveralEvents: Bool { get }

    /// How many events it wants in one delivery when several wait; 1 where ``takesSeveralEvents`` is not.
    var mostEvents: Int { get }

    /// The keys that its messages are signed with.
    var signingKeys: [SigningKey] { get }

    /// What has to prove that it wants messages, where the operator asks for that; `nil` where nothing can.
    var challenged: String? { get }

    /// Which machine is reached, as `https://example.com:443`: what fails together when it is down.
    var endpoint: String { get }

    func deliver(_ delivery: Delivery) async throws(DeliveryError) -> DeliveryReceipt
}

extension Channel {
    public static var roles: APICommand.Roles { .everyone }
    public var endpoint: String { Self.kind.rawValue }
    public var takesSeveralEvents: Bool { false }
    public var mostEvents: Int { 1 }
    public var signingKeys: [SigningKey] { [] }
    public var challenged: String? { nil }
}
