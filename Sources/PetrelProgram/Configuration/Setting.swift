internal import Logging

/// One setting: its key, what it may be, and where in the configuration it belongs.
struct Setting: Sendable {
    let key: String
    let expectation: String
    /// Puts the value there, or says that it is none.
    let write: @Sendable (String, inout ServerConfiguration) -> Bool
    let read: @Sendable (ServerConfiguration) -> String

    init<Value: SettingValue>(
        _ key: String, _ path: any WritableKeyPath<ServerConfiguration, Value> & Sendable
    ) {
        self.init(key, path, Value.expectation) { _ in true }
    }

    init(
        _ key: String, _ path: any WritableKeyPath<ServerConfiguration, Int> & Sendable,
        in range: ClosedRange<Int>
    ) {
        self.init(key, path, "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            range.contains($0)
        }
    }

    init(
        _ key: String, _ path: any WritableKeyPath<ServerConfiguration, Duration> & Sendable,
        atLeast least: Duration
    ) {
        let expectation = "\(Duration.expectation), at least \(least.settingText)"
        self.init(key, path, expectation) { $0 >= least }
    }

    private init<Value: SettingValue>(
        _ key: String, _ path: any WritableKeyPath<ServerConfiguration, Value> & Sendable,
        _ expectation: String, _ allows: @escaping @Sendable (Value) -> Bool
    ) {
        self.key = key
        self.expectation = expectation
        write = { text, configuration in
            guard let value = Value(setting: text), allows(value) else { return false }
            configuration[keyPath: path] = value
            return true
        }
        read = { $0[keyPath: path].settingText }
    }

    /// As it is called in the environment.
    var variable: String {
        "PETREL_" + String(key.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}

extension Setting {
    /// All of them, in the order of the defaults file.
    static let all: [Setting] = [
        Setting("data-dir", \.dataFolder),
        Setting("listen", \.listen),
        Setting("stop-time", \.stopTime, atLeast: .milliseconds(100)),
        Setting("http2", \.http2),
        Setting("session-time", \.sessionTime, atLeast: .seconds(1)),
        Setting("metrics-for-everyone", \.metricsForEveryone),
        Setting("tls.certificate", \.tls.certificate),
        Setting("tls.key", \.tls.key),
        Setting("limits.header-bytes", \.limits.headerBytes),
        Setting("limits.header-fields", \.limits.headerFields, in: 1...10_000),
        Setting("limits.header-time", \.limits.headerTime, atLeast: .milliseconds(10)),
        Setting("limits.body-bytes", \.limits.bodyBytes),
        Setting("limits.body-time", \.limits.bodyTime, atLeast: .milliseconds(10)),
        Setting("limits.body-rate", \.limits.bodyRate),
        Setting("limits.idle-time", \.limits.idleTime, atLeast: .milliseconds(10)),
        Setting("limits.unread-time", \.limits.unreadTime, atLeast: .milliseconds(10)),
        Setting(
            "limits.connections-per-address", \.limits.connectionsPerAddress, in: 1...1_000_000),
        Setting("limits.connections", \.limits.connections),
        Setting("limits.calls-per-second", \.limits.callsPerSecond),
        Setting("streams.heartbeat", \.streams.heartbeat, atLeast: .milliseconds(100)),
        Setting("streams.retry", \.streams.retry, atLeast: .milliseconds(10)),
        Setting("streams.patience", \.streams.patience, atLeast: .seconds(1)),
        Setting("streams.most", \.streams.most, in: 0...10_000_000),
        Setting("streams.allowed-origins", \.streams.allowedOrigins),
        Setting("log.level", \.log.level),
        Setting("log.format", \.log.format),
        Setting("ledger.retention", \.ledger.retention),
        Setting("simulator.hosts", \.simulator.hosts, in: 1...10_000),
        Setting("simulator.cores", \.simulator.cores, in: 1...100_000),
        Setting("simulator.memory", \.simulator.memory),
        Setting("simulator.shortest-latency", \.simulator.shortestLatency, atLeast: .zero),
        Setting("simulator.longest-latency", \.simulator.longestLatency, atLeast: .zero),
        Setting("simulator.failures-per-thousand", \.simulator.failuresPerThousand, in: 0...1000),
        Setting("simulator.seed", \.simulator.seed, in: 0...Int.max),
        Setting("demo.load", \.demo.load),
        Setting("demo.tenants", \.demo.tenants, in: 1...1_000),
        Setting("demo.machines", \.demo.machines, in: 1...100_000),
        Setting("demo.pause", \.demo.pause, atLeast: .milliseconds(1)),
        Setting("demo.accidents", \.demo.accidents),
        Setting("demo.seed", \.demo.seed, in: 0...Int.max),
    ]

    static func named(_ key: String) -> Setting? { all.first { $0.key == key } }
}
