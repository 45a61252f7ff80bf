internal import CSpawn
public import Foundation
internal import Synchronization

/// A program that a test starts.
///
/// Foundation's `Process` is not used: the pipes and the socket by which it learns of an end are inherited by a child that
/// another thread starts at the same moment, and then neither the end of the output nor that of the program is noticed
/// before that other child has ended too. Here nothing is inherited but the three standard streams.
public final class ChildProcess: Sendable {
    /// Where its input comes from.
    public enum Input: Sendable {
        case nothing
        /// From ``ChildProcess/input``, which ends when the test lets go of the child or closes it.
        case pipe
    }

    /// Where what it says on standard error goes.
    public enum Errors: Sendable { case nowhere, withOutput, apart }

    /// The system refused to start it.
    public struct StartFailure: Error, CustomStringConvertible {
        public let program: String
        public let code: Int32

        public var description: String { "\(program): \(String(cString: strerror(code)))" }
    }

    public let pid: Int32
    public let input: FileHandle?
    public let output: FileHandle
    public let errors: FileHandle?
    private let life = Mutex(Life())

    private struct Life {
        var status: Int32?
        var waiters: [CheckedContinuation<Int32, Never>] = []
    }

    /// Starts it. The environment is the test's own unless one is given.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil,
        folder: String? = nil, input: Input = .nothing, errors: Errors = .nowhere
    ) throws {
        let output = try Channel()
        let inward = input == .pipe ? try Channel() : nil
        let apart = errors == .apart ? try Channel() : nil
        let said = errors == .withOutput ? output.writing : apart?.writing
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        let settings = environment ?? ProcessInfo.processInfo.environment
        var pairs = settings.map { strdup("\($0.key)=\($0.value)") } + [nil]
        var pid: Int32 = 0
        let code = petrel_spawn(
            &pid, program, &words, &pairs, folder, inward?.reading ?? -1, output.writing,
            said ?? -1)
        for text in words + pairs { free(text) }
        for end in [inward?.reading, output.writing, apart?.writing] {
            if let end { close(end) }
        }
        self.output = FileHandle(fileDescriptor: output.reading, closeOnDealloc: true)
        self.input = inward.map { FileHandle(fileDescriptor: $0.writing, closeOnDealloc: true) }
        self.errors = apart.map { FileHandle(fileDescriptor: $0.reading, closeOnDealloc: true) }
        self.pid = pid
        guard code == 0 else { throw StartFailure(program: program, code: code) }
        Thread.detachNewThread { [self] in watch() }
    }

    public var isRunning: Bool { life.withLock { $0.status == nil } }

    /// Sends a signal while it runs; afterwards its number may be somebody else's.
    public func send(_ signal: Int32) {
        life.withLock { life in
            if life.status == nil { kill(pid, signal) }
        }
    }

    /// Waits for its end: the exit code, or the number of the signal that ended it.
    public func status() async -> Int32 {
        await withCheckedContinuation { continuation in
            let ended = life.withLock { life in
                if life.status == nil { life.waiters.append(continuation) }
                return life.status
            }
            if let ended { continuation.resume(returning: ended) }
        }
    }

    /// Everything it prints, to the end of it.
    public func text() async -> String { await text { _ in false } }

    /// What it prints until that is enough. What comes later is read and dropped, so that it can go on.
    public func text(until isEnough: @escaping @Sendable (String) -> Bool) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [output] in
                var text = ""
                while case let data = output.availableData, !data.isEmpty {
                    text += String(decoding: data, as: UTF8.self)
                    if isEnough(text) { break }
                }
                continuation.resume(returning: text)
                while !output.availableData.isEmpty {}
            }
        }
    }

    private func watch() {
        // It stays a child until the lock is held: nobody can signal a number that is free again.
        var info = siginfo_t()
        while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (status, waiters) = life.withLock { life in
            var word: Int32 = 0
            waitpid(pid, &word, 0)
            let status = word & 0x7f == 0 ? word >> 8 & 0xff : word & 0x7f
            life.status = status
            defer { life.waiters = [] }
            return (status, life.waiters)
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }
}

/// A pipe that no child inherits by accident.
private struct Channel {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        let code = petrel_pipe(&ends)
        guard code == 0 else { throw ChildProcess.StartFailure(program: "a pipe", code: code) }
        (reading, writing) = (ends[0], ends[1])
    }
}
