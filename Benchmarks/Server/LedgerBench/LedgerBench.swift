internal import BenchReport
internal import Foundation
internal import PetrelLedger

/// `ledger-bench commits [COUNT]` compares with the C API; `ledger-bench lists FOLDER [EVENTS]` fills a file once and
/// asks it.
@main
struct LedgerBench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "lists":
            let folder = arguments.dropFirst().first ?? "."
            let events = arguments.dropFirst(2).first.flatMap { Int($0) } ?? 1_000_000
            try await Lists(folder: folder, events: events).run()
        default:
            let count = arguments.dropFirst().first.flatMap { Int($0) } ?? 40_000
            try await Commits(count: count).run()
        }
    }
}
