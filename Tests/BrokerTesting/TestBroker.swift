internal import ChildProcesses
public import Foundation
public import PetrelAMQP
internal import Synchronization

/// A RabbitMQ on free ports of this machine, in a temporary folder.
///
/// It ends with the process that runs the tests, however that ends: the script that watches it reads from a pipe that
/// only this process holds.
public final class TestBroker: Sendable {
    struct Failure: Error { let output: String }

    public let port: Int
    public let tlsPort: Int
    public let folder: URL
    private let environment: [String: String]
    /// Whoever watches the broker reads from it, and stops the broker once it is closed.
    private let watch = Mutex<ChildProcess?>(nil)

    private static let starting = Mutex<Task<TestBroker, any Error>?>(nil)

    /// One for all tests of this plug-in, some of which trouble it; starts it the first time.
    public static var shared: TestBroker {
        get async throws {
            let task = starting.withLock { starting in
                let task = starting ?? Task { try await TestBroker() }
                starting = task
                return task
            }
            return try await task.value
        }
    }

    /// One of its own, for a test that others must not disturb.
    public init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "broker-\(UUID())")
        for name in ["home", "mnesia", "log"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        let ports = FreePort.some(4)
        (port, tlsPort) = (ports[0], ports[1])
        try await TestCertificates.make(in: folder)
        try Self.configuration(folder, tlsPort).write(
            to: folder.appending(path: "rabbitmq.conf"), atomically: true, encoding: .utf8)
        try "[].".write(
            to: folder.appending(path: "plugins"), atomically: true, encoding: .utf8)
        environment = Self.environment(folder, ports)
        try await start()
    }

    private static func configuration(_ folder: URL, _ tlsPort: Int) -> String {
        """
        loopback_users = none
        vm_memory_high_watermark.absolute = 2GB
        disk_free_limit.absolute = 50MB
        listeners.ssl.1 = 127.0.0.1:\(tlsPort)
        ssl_options.cacertfile = \(folder.path)/ca.pem
        ssl_options.certfile = \(folder.path)/server.pem
        ssl_options.keyfile = \(folder.path)/server.key
        ssl_options.verify = verify_peer
        ssl_options.fail_if_no_peer_cert = true

        """
    }

    private static func environment(_ folder: URL, _ ports: [Int]) -> [String: String] {
        let path = folder.path
        return ProcessInfo.processInfo.environment.merging(
            [
                "HOME": "\(path)/home", "RABBITMQ_NODENAME": "petrel\(ports[0])@localhost",
                "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1", "RABBITMQ_NODE_PORT": "\(ports[0])",
                "RABBITMQ_DIST_PORT": "\(ports[2])", "ERL_EPMD_PORT": "\(ports[3])",
                "ERL_EPMD_ADDRESS": "127.0.0.1", "RABBITMQ_MNESIA_BASE": "\(path)/mnesia",
                "RABBITMQ_LOG_BASE": "\(path)/log", "RABBITMQ_PID_FILE": "\(path)/pid",
                "RABBITMQ_ENABLED_PLUGINS_FILE": "\(path)/plugins",
                "RABBITMQ_CONFIG_FILE": "\(path)/rabbitmq",
                "RABBITMQ_CONF_ENV_FILE": "\(path)/none",
                // Each flag that is turned on compiles a module anew, which doubles the start.
                "RABBITMQ_FEATURE_FLAGS": "",
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS":
                    "-kernel inet_dist_use_interface {127,0,0,1}",
            ], uniquingKeysWith: { _, new in new })
    }

    /// Starts the broker under a watch that stops it by its number once the pipe is closed.
    private func start() async throws {
        let script = """
            bin=$(echo /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin)
            out='\(folder.path)/out'
            # A file takes all it says; a pipe without a reader would keep it from ending.
            "$bin/rabbitmq-server" </dev/null >"$out" 2>&1 &
            tail --pid=$! -F "$out" 2>/dev/null &
            cat >/dev/null
            for signal in TERM TERM TERM KILL; do
                kill -$signal "$(cat "$RABBITMQ_PID_FILE")" || break
                timeout 5 tail --pid="$(cat "$RABBITMQ_PID_FILE")" -f /dev/null
            done
            wait
            epmd -kill >/dev/null
            rm -rf '\(folder.path)'
            """
        let process = try ChildProcess(
            "/bin/bash", ["-c", script], environment: environment, input: .pipe)
        watch.withLock { $0 = process }
        let seen = await process.text { $0.contains("completed with") }
        guard seen.contains("completed with") else {
            process.send(SIGTERM)
            throw Failure(output: seen)
        }
    }

    /// Tells the broker something by its own tool.
    @discardableResult
    public func control(_ arguments: String...) async throws -> String {
        let tool = "exec /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmqctl \"$@\" 2>&1"
        let process = try ChildProcess(
            "/bin/bash", ["-c", tool, "ctl"] + arguments, environment: environment)
        return await process.text()
    }

    /// How to reach it.
    public var address: AMQPBroker {
        var broker = AMQPBroker()
        broker.host = "127.0.0.1"
        broker.port = port
        return broker
    }
}
