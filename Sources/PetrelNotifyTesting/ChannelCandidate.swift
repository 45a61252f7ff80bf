public import PetrelNotify

/// A channel that is to be examined, and receivers for it.
public struct ChannelCandidate: Sendable {
    /// How a receiver behaves.
    public enum Mood: Sendable, Hashable, CaseIterable {
        /// Takes everything.
        case takes
        /// Says no, but not for ever.
        case refuses
        /// Takes the message and says nothing.
        case silent
        /// Answers, and does not stop.
        case endless
    }

    /// A channel, and the receiver that it reaches.
    public struct Meeting: Sendable {
        public let channel: any Channel
        /// What has come to the receiver so far, everything that it can see of each message.
        public let arrived: @Sendable () async -> [String]

        public init(
            _ channel: any Channel, arrived: @escaping @Sendable () async -> [String]
        ) {
            self.channel = channel
            self.arrived = arrived
        }
    }

    public let type: any Channel.Type
    /// Settings that are good, with ``secret`` in each that is secret where its form allows.
    public let settings: ChannelSettings
    public let environment: ChannelEnvironment
    /// What must never be seen in an error.
    public let secret: String
    /// Whether the receiver's protocol has a place for the message's id.
    public let carriesID: Bool
    /// Brings the channel, limited to about a second, together with a receiver.
    public let meet: @Sendable (Mood) async throws -> Meeting

    public init(
        _ type: any Channel.Type, _ settings: ChannelSettings, _ environment: ChannelEnvironment,
        secret: String, carriesID: Bool, meet: @escaping @Sendable (Mood) async throws -> Meeting
    ) {
        self.type = type
        self.settings = settings
        self.environment = environment
        self.secret = secret
        self.carriesID = carriesID
        self.meet = meet
    }
}
