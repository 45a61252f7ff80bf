internal import BenchReport
internal import Foundation
internal import PetrelServerTesting

/// Events metered a second through the running plug-in, beside what the ledger commits; then a month of records, each
/// by a process of its own that has just begun.
///
/// `usage-bench EVENTS [FILE]`; 200,000 when not said. With a file, which must not be there yet, the ledger stays, and
/// `usage-bench month FILE` asks about it again.
@main struct UsageBench {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.count == 2, let question = Month(rawValue: arguments[0]) {
            return try await question.ask(arguments[1])
        }
        let count = arguments.first.flatMap { Int($0) } ?? 200_000
        let stage =
            arguments.count > 1 ? try PluginStage(opening: arguments[1]) : try PluginStage()
        try await Metering(count: count).run(stage)
        for question in Month.allCases { try elsewhere(question, stage.path) }
    }

    private static func elsewhere(_ question: Month, _ path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [question.rawValue, path]
        try process.run()
        process.waitUntilExit()
    }
}
