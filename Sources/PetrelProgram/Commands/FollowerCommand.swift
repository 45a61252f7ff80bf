internal import ArgumentParser
internal import Foundation
internal import PetrelCloud
internal import PetrelPlugin

/// A command that a plug-in brings, which follows events.
struct FollowerCommand<Subject: PluginFollower>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Subject.name, abstract: Subject.summary,
            discussion: FollowerWords(Subject.self).help)
    }

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "What is named above, and a topic pattern, where * is one word and # any number.",
            valueName: "parameter"))
    var words: [String] = []

    @OptionGroup var filter: EventPropertyOptions

    @OptionGroup var place: StreamPlace

    @Option(help: "End after so many events.")
    var count: Int?

    @Flag(help: "One line of JSON an event, for programs.")
    var json = false

    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        let (options, pattern) = try FollowerWords(Subject.self).read(words)
        let client = try server.client()
        let follower = try await follower(options, client)
        defer { follower.close() }
        let fields = EventFilterOptions.fields(pattern, filter) + (try await place.fields(client))
        follower.greeting.forEach(Terminal.complain)
        let work = FollowerWork(follower, FollowedEvents(count: count, asJSON: json))
        try await follow(fields, work)
        try await work.end()
    }

    private func follower(
        _ options: [String: String], _ client: CloudClient
    ) async throws -> Subject {
        do {
            return try Subject(options, for: try await Self.account(client))
        } catch let refusal as FollowerRefusal {
            throw CommandFailure(.usage, "\(Subject.name): \(refusal)")
        } catch let refusal as APIRefusal {
            throw refusal.failure
        }
    }

    /// Without `listall` it is the caller's own.
    private static func account(_ client: CloudClient) async throws -> FollowerAccount {
        let own = try await client.call("listAccounts")["account"]?.array?.first
        return FollowerAccount(
            id: own?["id"]?.string ?? "", name: own?["name"]?.string ?? "",
            domainPath: own?["domainpath"]?.string ?? "/")
    }

    /// Until there were enough, or until Ctrl-C.
    private func follow(
        _ fields: [(String, String)], _ work: FollowerWork<Subject>
    ) async throws {
        let server = server
        let watch = SignalWatch([SIGINT, SIGTERM])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let follower = EventFollower(
                    connect: { try server.client() }, fields: fields,
                    note: { Terminal.complain("petrel: \($0)") })
                try await follower.follow { await work.take($0) }
            }
            group.addTask {
                for await _ in watch.signals { return }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

/// A follower at work: one event after the other, each shown with what came of it.
private actor FollowerWork<Subject: PluginFollower> {
    private let follower: Subject
    private var events: FollowedEvents

    init(_ follower: Subject, _ events: FollowedEvents) {
        self.follower = follower
        self.events = events
    }

    func take(_ received: ServerSentEvent) async -> EventFollower.Wish {
        guard received.name != "gap" else {
            Terminal.complain(
                "petrel: events are missing here, the server no longer has them: "
                    + received.data.onOneLine)
            return .more
        }
        let reader = JSONReader(maximumBytes: 1 << 25)
        guard
            let event = try? CloudEvent.reading(
                cloudEvents: Array(received.data.utf8), reader: reader
            ).event, let report = await follower.take(event)
        else { return .more }
        // What Ctrl-C cut off has not failed.
        guard !Task.isCancelled else { return .enough }
        return events.show(event, received, report)
    }

    func end() throws {
        Terminal.complain(events.summary)
        if events.failed > 0 { throw Exit.failed.code }
    }
}
