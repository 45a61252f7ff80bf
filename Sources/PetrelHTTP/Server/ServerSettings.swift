/// How the server is reached and what it lets others do.
public struct ServerSettings: Sendable {
    /// The address to listen on: a name, or an IPv4 or IPv6 address. `0.0.0.0` and `::` are all of
    /// the machine's. The default is this machine alone.
    public var host = "127.0.0.1"
    /// The port to listen on; 0 takes a free one. The default is CloudStack's, 8080.
    public var port = 8080
    /// The certificate and its key. With them the server speaks TLS and nothing else, and its
    /// cookies go over encrypted connections only. `nil`, the default, is plain HTTP.
    public var tls: TLSFiles?
    /// Whether clients may choose HTTP/2, which they do while TLS is set up. Without TLS there is
    /// HTTP/1.1 only. On by default.
    public var http2 = true
    /// How long a login lasts without being used; 30 minutes by default.
    public var sessionTime: Duration = .seconds(1_800)
    /// Whether `/metrics` is for everybody. Off by default: it is for clients on this machine, and
    /// for administrators who sign the request or have a session. A proxy on this machine makes all
    /// of its clients local, so it should keep `/metrics` to itself. `/healthz` and `/readyz` are for
    /// everybody always and say no more than whether the server works.
    public var metricsForEveryone = false
    /// What one client may ask for at most.
    public var limits = RequestLimits()
    /// How event streams behave.
    public var streams = StreamSettings()

    public init() {}
}
