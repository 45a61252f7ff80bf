/// What the operator says about everything that leaves the server by channels.
public struct OutwardSettings: Sendable {
    /// Whether subscriptions may name `http://` addresses. Off: events would pass in the clear.
    public var allowsPlainHTTP = false
    /// Ports that subscriptions may name besides 443 and 8443, and 80 and 8080 where plain HTTP is allowed.
    public var ports: Set<Int> = []
    /// Networks that may be reached although they are private, or this machine.
    public var allowedNetworks: [AddressRange] = []
    /// Networks that are never reached, such as the public addresses of the operator's own machines.
    public var refusedNetworks: [AddressRange] = []
    /// Names whose address is known here and not asked for.
    public var pins: [String: InternetAddress] = [:]
    /// How long an attempt may take where the subscription does not say.
    public var timeLimit = Duration.seconds(15)
    /// Where mail is handed over; without it there is no mail.
    public var mail: MailServer?
    /// Where text messages are handed over; without it there are none.
    public var sms: SMSGateway?
    /// The programs that administrators may have run, as absolute paths. None: the channel is off.
    public var commands: [String] = []

    public init() {}

    var reachablePorts: Set<Int> {
        ports.union([443, 8_443]).union(allowsPlainHTTP ? [80, 8_080] : [])
    }
}
