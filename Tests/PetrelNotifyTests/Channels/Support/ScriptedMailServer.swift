internal import Glibc
internal import PetrelTesting

/// A mail server on a free port of this machine, as well-behaved as a test wants it.
final class ScriptedMailServer: Sendable {
    enum Mood: Sendable {
        case takes
        case refuses(String)
        case silent, endless
    }

    let port: Int
    /// Whole mails as they came, their dots undone.
    let mails = Recorder<String>()
    /// Everything else that was said to it.
    let commands = Recorder<String>()
    private let listener: Int32

    init(_ mood: Mood) {
        listener = Socket.listening()
        port = Socket.port(of: listener)
        Threads.begin { [listener, mails, commands] in
            // Only who accepts may close: the number could be another server's a moment later.
            defer { close(listener) }
            while case let socket = accept(listener, nil, nil), socket >= 0 {
                Threads.begin {
                    var talk = MailTalk(socket: socket, mood: mood)
                    talk.run(mails, commands)
                    close(socket)
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
    }
}

/// One connection.
private struct MailTalk {
    let socket: Int32
    let mood: ScriptedMailServer.Mood
    private var buffer: [UInt8] = []

    init(socket: Int32, mood: ScriptedMailServer.Mood) {
        self.socket = socket
        self.mood = mood
    }

    mutating func run(_ mails: Recorder<String>, _ commands: Recorder<String>) {
        guard say("220 test") else { return }
        while let line = line() {
            commands.record(line)
            switch line.prefix(4).uppercased() {
            case "DATA":
                guard say("354 go on"), let mail = mail() else { return }
                mails.record(mail)
                if case .silent = mood { return wait() }
                guard say("250 taken") else { return }
            case "RCPT":
                if case .refuses(let answer) = mood {
                    guard say(answer) else { return }
                } else {
                    guard say("250 ok") else { return }
                }
            case "EHLO":
                if case .endless = mood {
                    while say("250-\(String(repeating: "x", count: 500))") {}
                }
                guard say("250 test") else { return }
            case "QUIT":
                _ = say("221 bye")
                return
            default: guard say("250 ok") else { return }
            }
        }
    }

    private func say(_ text: String) -> Bool { Socket.write(Array("\(text)\r\n".utf8), socket) }

    private mutating func wait() { while fill() {} }

    private mutating func mail() -> String? {
        var lines: [String] = []
        while let line = line() {
            if line == "." { return lines.joined(separator: "\r\n") }
            lines.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
        }
        return nil
    }

    private mutating func line() -> String? {
        while true {
            if let end = buffer.firstRange(of: [0x0D, 0x0A]) {
                defer { buffer.removeFirst(end.upperBound) }
                return String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
            }
            guard fill() else { return nil }
        }
    }

    private mutating func fill() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 8_192)
        let count = read(socket, &bytes, bytes.count)
        guard count > 0 else { return false }
        buffer += bytes.prefix(count)
        return true
    }
}
