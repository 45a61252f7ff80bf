internal import ChildProcesses
internal import Foundation

/// This program again, as another process.
enum Part {
    static func start(_ arguments: [String]) throws -> ChildProcess {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
        return try ChildProcess(program, arguments, errors: .withOutput)
    }

    /// What it prints, once it has ended.
    static func output(of arguments: [String]) async -> String {
        do {
            let part = try start(arguments)
            let text = await part.text()
            let status = await part.status()
            return status == 0 ? text : text + "\(arguments[0]) ended with \(status)\n"
        } catch {
            return "\(arguments[0]) could not be started: \(error)\n"
        }
    }
}
