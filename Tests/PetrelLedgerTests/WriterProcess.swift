internal import ChildProcesses
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
        let writer = try ChildProcess(program.path, arguments)
        let text = await writer.text { text in
            if text.count(where: { $0 == "\n" }) >= count { writer.send(SIGKILL) }
            return false
        }
        _ = await writer.status()
        // The last line may have been cut by the kill; it does not count.
        return text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
    }

    static func firstLine(of arguments: [String], program: URL = program) async throws -> Substring
    {
        try #require(try await lines(of: arguments, killedAfter: 1, program: program).first)
    }
}
