internal import ArgumentParser

/// How the program ends, for scripts; `Documentation/command-line.md` explains each.
///
/// The numbers from 64 on are those of `sysexits.h`.
enum Exit: Int32, CaseIterable {
    case done = 0
    /// What was asked for was tried and did not work out.
    case failed = 1
    /// The server was reached and said no.
    case refused = 2
    /// The command line itself makes no sense; `ArgumentParser` uses the same number.
    case usage = 64
    /// A file holds something else than it should.
    case badData = 65
    /// A file or folder is not there.
    case noInput = 66
    /// No server answers.
    case unreachable = 69
    /// A file or folder cannot be made or written.
    case cannotWrite = 73
    /// The server does not know the keys or the password.
    case notPermitted = 77
    /// The configuration has mistakes.
    case misconfigured = 78

    var code: ExitCode { ExitCode(rawValue) }
}

/// Why a command ends early: one message for people, one number for scripts.
struct CommandFailure: Error, CustomStringConvertible {
    let exit: Exit
    let description: String

    init(_ exit: Exit = .failed, _ description: String) {
        self.exit = exit
        self.description = description
    }
}
