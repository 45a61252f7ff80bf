import Foundation
import Synchronization

/// The petrel program as people start it, from the same build as the tests.
final class Program: Sendable {
    /// How a run ended, and what it said.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    private let process = Process()
    private let output: AsyncStream<String>
    private let errors: LineCollector
    private let ended: AsyncStream<Int32>

    static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "petrel")

    init(
        _ arguments: [String], of program: URL = binary, environment: [String: String]
    ) throws {
        process.executableURL = program
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let (out, err) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        let (lines, feed) = AsyncStream<String>.makeStream()
        output = lines
        let (ended, end) = AsyncStream<Int32>.makeStream()
        self.ended = ended
        errors = LineCollector()
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try process.run()
        LineReader.start(out.fileHandleForReading, { feed.yield($0) }, { feed.finish() })
        LineReader.start(err.fileHandleForReading, errors.add, errors.finish)
    }

    /// A test that failed half-way leaves nothing running.
    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    var pid: Int32 { process.processIdentifier }

    /// Waits for a line of output that holds this, and gives it.
    @discardableResult
    func line(_ matches: (String) -> Bool) async -> String? {
        for await line in output where matches(line) { return line }
        return nil
    }

    /// The lines of output from here on.
    var lines: AsyncStream<String> { output }

    /// Waits for a line on standard error that holds this.
    func complaint(_ text: String) async -> Bool { await errors.wait(for: text) }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for its end, and gives all that was not read before.
    func outcome() async -> Outcome {
        var text = ""
        for await line in output { text += line + "\n" }
        var status: Int32 = -1
        for await code in ended { status = code }
        return Outcome(status: status, output: text, errors: await errors.all())
    }

    /// Runs it to its end.
    static func run(
        _ arguments: [String], _ environment: [String: String]
    ) async throws -> Outcome {
        try await Program(arguments, environment: environment).outcome()
    }
}
