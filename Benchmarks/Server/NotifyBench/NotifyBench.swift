internal import CNotifyBench
internal import Foundation

/// `notify-bench [DELIVERIES SUBSCRIPTIONS BACKLOG]`: what notifications reach beside a loop of libcurl's, how soon they
/// arrive, what many subscriptions cost, and what a long backlog does to memory.
///
/// Each part is a process of its own, so that no part's memory is another's: `notify-bench delivering COUNT`, `matching
/// COUNT`, `backlog COUNT`. `sink PORT FILE` and `bare PORT COUNT CONCURRENCY` are what they start themselves.
@main
struct NotifyBench {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let numbers = arguments.compactMap { Int($0) }
        let first = numbers.first
        switch arguments.first {
        case "sink" where arguments.count == 3:
            OpenFiles.raise()
            exit(petrel_sink_run(Int32(first ?? 0), arguments[2], SinkProcess.capacity))
        case "bare" where numbers.count == 3:
            OpenFiles.raise()
            BareLoop(port: numbers[0], count: numbers[1], concurrency: numbers[2]).run()
        case "delivering": try await Delivering(count: first ?? 100_000).run()
        case "matching": try await Matching(count: first ?? 100_000).run()
        case "backlog": try await Backlog(count: first ?? 1_000_000).run()
        default:
            let names = ["delivering", "matching", "backlog"]
            for (name, number) in zip(names, numbers + [100_000, 100_000, 1_000_000]) {
                print(await Part.output(of: [name, "\(number)"]), terminator: "")
            }
        }
    }
}

enum OpenFiles {
    /// As many as the system lets this process have.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
