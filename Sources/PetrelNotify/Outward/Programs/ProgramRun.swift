internal import CCurl
internal import CSpawn
internal import Glibc
internal import Synchronization

/// One run of a program, on a thread of its own.
///
/// It ends with the program, or with its time: then its whole group is killed. What it leaves running in its group is
/// killed as well.
final class ProgramRun: Sendable {
    struct Result: Sendable {
        enum End: Sendable, Hashable {
            case exit(Int32)
            case signal(Int32)
            case tooLate
            case notStarted(Int32)
            case cancelled
        }

        var end: End
        /// The beginning of what it said on standard output and error.
        var excerpt: String
        var latency: Duration
    }

    private struct Life {
        var pid: pid_t?
        var isCancelled = false
    }

    private let program: String
    private let arguments: [String]
    private let environment: [String]
    private let input: [UInt8]
    private let timeLimit: Duration
    private let life = Mutex(Life())

    init(
        program: String, arguments: [String], environment: [String], input: [UInt8],
        timeLimit: Duration
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.timeLimit = timeLimit
    }

    func result() async -> Result {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                OwnThread.run { [self] in continuation.resume(returning: run()) }
            }
        } onCancel: {
            life.withLock { life in
                life.isCancelled = true
                if let pid = life.pid { kill(-pid, SIGKILL) }
            }
        }
    }

    private func run() -> Result {
        let begin = ContinuousClock.now
        var output = ProgramOutput()
        let end = start(&output).map { watch($0, &output, until: begin + timeLimit) }
        output.close()
        let shown = Excerpt.text(of: output.kept)
        let latency = ContinuousClock.now - begin
        return Result(end: end ?? .notStarted(output.code), excerpt: shown, latency: latency)
    }

    /// The program's number, if it could be started.
    private func start(_ output: inout ProgramOutput) -> pid_t? {
        let file = petrel_memory_file()
        defer { close(file) }
        guard file >= 0, fill(file), output.open() else {
            output.code = errno
            return nil
        }
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        var pairs = environment.map { strdup($0) } + [nil]
        defer { for text in words + pairs { free(text) } }
        return life.withLock { life in
            var pid: pid_t = 0
            guard !life.isCancelled else { return nil }
            output.code = petrel_spawn(
                &pid, program, &words, &pairs, "/", file, output.writing, output.writing)
            guard output.code == 0 else { return nil }
            life.pid = pid
            return pid
        }
    }

    /// A file in memory rather than a pipe: a program that does not read its input must not hold anything up.
    private func fill(_ file: Int32) -> Bool {
        var rest = input[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return lseek(file, 0, SEEK_SET) == 0
    }

    private func watch(
        _ pid: pid_t, _ output: inout ProgramOutput, until deadline: ContinuousClock.Instant
    ) -> Result.End {
        output.closeWriting()
        let bell = petrel_process_watch(pid)
        defer { if bell >= 0 { close(bell) } }
        while !hasEnded(pid) {
            let left = deadline - ContinuousClock.now
            guard left > .zero else { return reap(pid, .tooLate) }
            output.wait(bell, atMost: left)
        }
        output.take()
        return reap(pid, nil)
    }

    /// It stays a child, so that its number and its group's cannot become somebody else's.
    private func hasEnded(_ pid: pid_t) -> Bool {
        var info = siginfo_t()
        let result = waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT | WNOHANG)
        return result != 0 ? errno != EINTR : info.si_signo != 0
    }

    private func reap(_ pid: pid_t, _ reason: Result.End?) -> Result.End {
        kill(-pid, SIGKILL)
        return life.withLock { life in
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            life.pid = nil
            if life.isCancelled { return .cancelled }
            if let reason { return reason }
            let signal = status & 0x7F
            return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
        }
    }
}

extension ProgramRun.Result.End: CustomStringConvertible {
    var description: String {
        switch self {
        case .exit(let code): "the program ended with \(code)"
        case .signal(let number): "the program was ended by signal \(number)"
        case .tooLate: "the program took too long and was killed"
        case .notStarted: "the program could not be started"
        case .cancelled: "the attempt was given up"
        }
    }
}
