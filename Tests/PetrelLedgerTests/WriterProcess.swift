internal import Foundation
internal import Testing

/// The program that writes to a ledger until it is killed, and what it told.
enum WriterProcess {
    static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "LedgerCrashWriter")

    /// Every whole line of a run that is killed once there are so many of them.
    static func lines(
        of arguments: [String], killedAfter count: Int, program: URL = program
    ) async throws -> [Substring] {
        // Waits on a thread of its own, so that tests beside this one go on.
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try run(program, arguments, killedAfter: count) })
            }
        }
    }

    static func firstLine(of arguments: [String], program: URL = program) async throws -> Substring
    {
        try #require(try await lines(of: arguments, killedAfter: 1, program: program).first)
    }

    private static func run(
        _ program: URL, _ arguments: [String], killedAfter count: Int
    ) throws -> [Substring] {
        let writer = Process()
        let pipe = Pipe()
        writer.executableURL = program
        writer.arguments = arguments
        writer.standardOutput = pipe
        try writer.run()
        var text = ""
        while text.count(where: { $0 == "\n" }) < count {
            let data = pipe.fileHandleForReading.availableData
            guard !data.isEmpty else { break }
            text += String(decoding: data, as: UTF8.self)
        }
        kill(writer.processIdentifier, SIGKILL)
        text += String(
            decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        writer.waitUntilExit()
        // The last line may have been cut by the kill; it does not count.
        return text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
    }
}
