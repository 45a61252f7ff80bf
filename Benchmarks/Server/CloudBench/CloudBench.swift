internal import BenchReport
internal import Foundation

/// `cloud-bench transitions [COUNT]`: state changes through machine, ledger and bus, beside the ledger alone.
/// `cloud-bench resources [COUNT]`: memory and lists with that many resources.
/// `cloud-bench growth [COUNT…]`: what a long history changes.
@main
struct CloudBench {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let numbers = arguments.dropFirst().compactMap { Int($0) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "cloud-bench-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        switch arguments.first {
        case "resources":
            try await Resources(folder: folder, count: numbers.first ?? 1_000_000).run()
        case "growth":
            let sizes = numbers.isEmpty ? [10_000, 100_000, 1_000_000] : numbers
            try await Growth(folder: folder, sizes: sizes).run()
        default:
            try await Transitions(folder: folder, count: numbers.first ?? 40_000).run()
        }
    }
}
