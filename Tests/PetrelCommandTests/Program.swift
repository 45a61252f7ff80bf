import ChildProcesses
import Foundation

/// The petrel program as people start it, from the same build as the tests.
final class Program: Sendable {
    /// How a run ended, and what it said.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    private let process: ChildProcess
    private let output: AsyncStream<String>
    private let errors: LineCollector

    static let binary = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "petrel")

    init(
        _ arguments: [String], of program: URL = binary, environment: [String: String]
    ) throws {
        process = try ChildProcess(
            program.path, arguments, environment: environment, errors: .apart)
        let (lines, feed) = AsyncStream<String>.makeStream()
        let errors = LineCollector()
        (output, self.errors) = (lines, errors)
        LineReader.start(process.output, { feed.yield($0) }, { feed.finish() })
        if let file = process.errors { LineReader.start(file, errors.add, errors.finish) }
    }

    /// A test that failed half-way leaves nothing running.
    deinit { process.send(SIGKILL) }

    var pid: Int32 { process.pid }

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

    func send(_ signal: Int32) { process.send(signal) }

    /// Waits for its end, and gives all that was not read before.
    func outcome() async -> Outcome {
        var text = ""
        for await line in output { text += line + "\n" }
        let status = await process.status()
        return Outcome(status: status, output: text, errors: await errors.all())
    }

    /// Runs it to its end.
    static func run(
        _ arguments: [String], _ environment: [String: String]
    ) async throws -> Outcome {
        try await Program(arguments, environment: environment).outcome()
    }
}
