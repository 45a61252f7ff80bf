internal import Logging
internal import PetrelCloud
internal import Synchronization

/// Log records on standard error, one line each.
///
/// At a terminal with a short time and in colour; elsewhere with the full time in UTC. Control
/// characters never reach the line, so that nobody can forge a record.
struct ServerLog: LogHandler {
    /// What SIGHUP may change, for all loggers at once.
    final class Volume: Sendable {
        private let current: Mutex<Logger.Level>

        init(_ level: Logger.Level) { current = Mutex(level) }

        var level: Logger.Level {
            get { current.withLock { $0 } }
            set { current.withLock { $0 = newValue } }
        }
    }

    let label: String
    let format: LogFormat
    let volume: Volume
    var metadata: Logger.Metadata = [:]
    private let isShort = Terminal.Stream.errors.isTerminal
    private let paint = Paint.of(.errors)

    init(label: String, format: LogFormat, volume: Volume) {
        self.label = label
        self.format = format
        self.volume = volume
    }

    var logLevel: Logger.Level {
        get { volume.level }
        nonmutating set { volume.level = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, last in last }
            .map { ($0.key, $0.value.description) }.sorted { $0.0 < $1.0 }
        let line =
            switch format {
            case .text: text(event, fields)
            case .json: json(event, fields)
            }
        Terminal.write(line + "\n", to: .errors, whenReaderIsLost: .goOn)
    }

    private func text(_ event: LogEvent, _ fields: [(String, String)]) -> String {
        let time = Timestamp.now.text()
        let shown = isShort ? String(time.dropFirst(11).prefix(12)) : time
        let level = event.level.rawValue.padded(to: 8)
        let tail = fields.map { paint(" \($0)=\(Self.quoted($1))", .faint) }.joined()
        let message = event.message.description.onOneLine
        return "\(paint(shown, .faint)) \(paint(level, Self.colour(event.level))) \(message)\(tail)"
    }

    private func json(_ event: LogEvent, _ fields: [(String, String)]) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("time", Timestamp.now.text())
            json.member("level", event.level.rawValue)
            json.member("logger", label)
            json.member("message", event.message.description)
            for (name, value) in fields { json.member(name, value) }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    private static func quoted(_ value: String) -> String {
        let value = value.onOneLine
        return value.contains(" ") || value.isEmpty ? "\"\(value)\"" : value
    }

    private static func colour(_ level: Logger.Level) -> Paint.Colour? {
        switch level {
        case .trace, .debug: .faint
        case .info: .green
        case .notice: .cyan
        case .warning: .yellow
        case .error, .critical: .red
        }
    }
}
