internal import Foundation

/// The process of the clients, from outside.
final class ListenersProcess {
    private let process = Process()
    private let orders = Pipe()
    private let answers = Pipe()
    private var received = Data()

    init(port: Int, authorization: String) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["client", "\(port)", authorization]
        process.standardInput = orders
        process.standardOutput = answers
        try process.run()
    }

    func say(_ order: String) {
        orders.fileHandleForWriting.write(Data((order + "\n").utf8))
    }

    /// The words of the next line. Blocks this thread, which has nothing else to do.
    func words() -> [String] {
        while true {
            if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: received[..<end], as: UTF8.self)
                received.removeSubrange(...end)
                return line.split(separator: " ").map(String.init)
            }
            let more = answers.fileHandleForReading.availableData
            guard !more.isEmpty else { return [] }
            received += more
        }
    }

    func open(_ number: Int) {
        say("open \(number)")
        _ = words()
    }

    /// Prepares for so many blocks.
    func expect(_ number: Int) {
        say("expect \(number)")
        _ = words()
    }

    /// When they had all come.
    func reached() -> Int64 { words().last.flatMap { Int64($0) } ?? 0 }

    func times() -> [Int64] {
        say("times")
        return words().compactMap { Int64($0) }
    }

    func end() {
        try? orders.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
