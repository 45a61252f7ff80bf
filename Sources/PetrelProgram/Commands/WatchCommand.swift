internal import ArgumentParser
internal import PetrelCloud

/// Events as they happen.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Shows events as they happen, and goes on by itself after a lost connection.",
        discussion: """
            petrel watch                                   everything
            petrel watch '#.VirtualMachine.*'              what happens to machines
            petrel watch --category Alert --since 1h       alerts of the last hour, then new ones
            petrel watch --json --count 1 --type VM.START  waits for one start, for scripts
            """)

    @OptionGroup var filter: EventFilterOptions

    @OptionGroup var place: StreamPlace

    @Option(help: "End after so many events.")
    var count: Int?

    @Flag(help: "One CloudEvent as JSON a line, for programs.")
    var json = false

    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        let start = try await place.fields(try server.client())
        let server = server
        let follower = EventFollower(
            connect: { try server.client() }, fields: filter.fields + start,
            note: { Terminal.complain("petrel: \($0)") })
        var line = EventLine(paint: .of(.output), width: Terminal.width)
        var seen = 0
        try await follower.follow { event in
            guard show(event, &line) else { return .more }
            seen += 1
            return seen == count ? .enough : .more
        }
    }

    /// Whether it was an event of the cloud.
    private func show(_ event: ServerSentEvent, _ line: inout EventLine) -> Bool {
        let text = event.data.onOneLine
        if event.name == "gap" {
            Terminal.complain(
                "petrel: events are missing here, the server no longer has them: \(text)")
            return false
        }
        guard let value = try? JSONReader(maximumBytes: 1 << 25).read(event.data),
            value["specversion"] != nil
        else { return false }
        Terminal.say(json ? value.compactJSON : line.text(value))
        return true
    }
}
