internal import Foundation
internal import PetrelHTTP
internal import PetrelLedger
internal import PetrelOrchestrator

/// What the configuration says, in the words of each part.
extension Serving {
    func open() throws(CommandFailure) -> SQLiteLedger {
        do {
            return try SQLiteLedger(path: folder.ledger)
        } catch {
            throw CommandFailure(error.exit, error.description)
        }
    }

    var agent: SimulatorAgent {
        var options = SimulatorAgent.Options()
        let simulator = configuration.simulator
        options.latency = simulator.shortestLatency...simulator.longestLatency
        options.failuresPerThousand = simulator.failuresPerThousand
        options.seed = UInt64(simulator.seed)
        return SimulatorAgent(options)
    }

    var size: DemoCloud.Size {
        var size = DemoCloud.Size()
        size.hosts = configuration.simulator.hosts
        size.coresPerHost = configuration.simulator.cores
        size.megabytesPerHost = max(1, configuration.simulator.memory.bytes >> 20)
        return size
    }

    var load: DemoLoad.Options {
        var options = DemoLoad.Options()
        options.tenants = configuration.demo.tenants
        options.machines = configuration.demo.machines
        options.pause = configuration.demo.pause
        options.accidents = configuration.demo.accidents
        options.seed = UInt64(configuration.demo.seed)
        return options
    }

    var settings: ServerSettings {
        var settings = ServerSettings()
        settings.host = configuration.listen.host
        settings.port = configuration.listen.port
        settings.http2 = configuration.http2
        settings.sessionTime = configuration.sessionTime
        settings.metricsForEveryone = configuration.metricsForEveryone
        if let certificate = configuration.tls.certificate.path,
            let key = configuration.tls.key.path
        {
            settings.tls = TLSFiles(certificateChain: certificate, privateKey: key)
        }
        settings.limits = limits
        settings.streams = streams
        return settings
    }

    private var streams: StreamSettings {
        var streams = StreamSettings()
        let configured = configuration.streams
        streams.heartbeat = configured.heartbeat
        streams.retry = configured.retry
        streams.patience = configured.patience
        streams.mostStreams = configured.most
        streams.allowedOrigins = configured.allowedOrigins.all
        return streams
    }

    private var limits: RequestLimits {
        var limits = RequestLimits()
        let configured = configuration.limits
        limits.headerBytes = configured.headerBytes.bytes
        limits.headerFields = configured.headerFields
        limits.headerTime = configured.headerTime
        limits.bodyBytes = configured.bodyBytes.bytes
        limits.bodyTime = configured.bodyTime
        limits.bodyRate = configured.bodyRate.bytes
        limits.idleTime = configured.idleTime
        limits.unreadTime = configured.unreadTime
        limits.connectionsPerAddress = configured.connectionsPerAddress
        limits.connections = configured.connections.most
        limits.callsPerSecond = configured.callsPerSecond.most
        // Half for the requests, the rest for jobs and the ledger.
        limits.drainTime = configuration.stopTime / 2
        return limits
    }

    /// Who the administrator is. Later starts know the keys, since the ledger has them, and not the
    /// password, since it has only a hash.
    func access(_ cloud: Cloud, _ made: DemoCloud.Credentials?) async throws -> ServerAccess {
        if let made {
            return ServerAccess(
                url: "", pid: getpid(), username: made.username, password: made.password,
                apiKey: made.apiKey, secretKey: made.secretKey)
        }
        let administrator = try await DemoCloud.administrator(of: cloud)
        return ServerAccess(
            url: "", pid: getpid(), username: administrator?.username,
            apiKey: administrator?.keys?.api, secretKey: administrator?.keys?.secret)
    }
}

extension LedgerError {
    /// How a program that cannot go on without the ledger ends.
    var exit: Exit {
        switch self {
        case .readOnly, .diskFull: .cannotWrite
        case .notALedger, .newerSchema, .corrupt, .invalid: .badData
        default: .failed
        }
    }
}
