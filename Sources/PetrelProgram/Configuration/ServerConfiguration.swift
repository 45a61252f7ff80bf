internal import Logging

/// What `petrel serve` is told before it starts. `DefaultsFile` says what each of it means.
struct ServerConfiguration: Sendable, Equatable {
    var dataFolder = DataFolder.standard
    var listen = ListenAddress(host: "127.0.0.1", port: 8080)
    /// How long work under way may take when the server is asked to stop.
    var stopTime: Duration = .seconds(10)
    var http2 = true
    var sessionTime: Duration = .seconds(1_800)
    var metricsForEveryone = false
    var tls = TLS()
    var limits = Limits()
    var streams = Streams()
    var log = Log()
    var ledger = Ledger()
    var simulator = Simulator()
    var demo = Demo()
    var plugins = PluginSections()

    struct TLS: Sendable, Equatable {
        var certificate = OptionalPath()
        var key = OptionalPath()
    }

    struct Limits: Sendable, Equatable {
        var headerBytes = ByteCount(32 << 10)
        var headerFields = 200
        var headerTime: Duration = .seconds(10)
        var bodyBytes = ByteCount(1 << 20)
        var bodyTime: Duration = .seconds(5)
        var bodyRate = ByteCount(1 << 10)
        var idleTime: Duration = .seconds(60)
        var unreadTime: Duration = .seconds(30)
        var connectionsPerAddress = 2_048
        var connections = Bound.none
        var callsPerSecond = Bound.most(10_000)
    }

    struct Streams: Sendable, Equatable {
        var heartbeat: Duration = .seconds(15)
        var retry: Duration = .seconds(2)
        var patience: Duration = .seconds(300)
        var most = 50_000
        var allowedOrigins = Origins()
    }

    struct Log: Sendable, Equatable {
        var level = Logger.Level.info
        var format = LogFormat.text
    }

    struct Ledger: Sendable, Equatable {
        var retention = Retention.forever
    }

    struct Simulator: Sendable, Equatable {
        var hosts = 8
        var cores = 32
        var memory = ByteCount(128 << 30)
        var shortestLatency: Duration = .milliseconds(20)
        var longestLatency: Duration = .milliseconds(120)
        var failuresPerThousand = 0
        var seed = 1
    }

    struct Demo: Sendable, Equatable {
        var load = false
        var tenants = 3
        var machines = 8
        var pause: Duration = .milliseconds(500)
        var accidents = true
        var seed = 1
    }
}
