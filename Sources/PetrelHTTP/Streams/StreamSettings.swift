/// How event streams behave.
public struct StreamSettings: Sendable {
    /// How often a stream says something even when nothing happens, so that neither end nor anything between them takes
    /// it for dead. 15 seconds.
    public var heartbeat: Duration = .seconds(15)
    /// How long clients should wait before they connect again. 2 seconds.
    public var retry: Duration = .seconds(2)
    /// How long a stream may take nothing before it is closed; its client goes on where it was. 5 minutes.
    public var patience: Duration = .seconds(300)
    /// Streams at once; the next one is refused by 503. 50,000.
    public var mostStreams = 50_000
    /// The newest events kept ready to be sent, for streams that fall a little behind. 1,024.
    public var eventsInMemory = 1_024
    /// Sites whose pages may read events, as `https://console.example`; `*` stands for every site. None.
    public var allowedOrigins: [String] = []

    public init() {}
}
