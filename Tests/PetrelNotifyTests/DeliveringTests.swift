internal import PetrelCloud
internal import PetrelPlugin
internal import PetrelServerTesting
internal import Testing

@testable internal import PetrelNotify

@Suite(.timeLimit(.minutes(5))) struct DeliveringTests {
    @Test(arguments: PluginExam.questions)
    func `notifications keep every promise of a plug-in`(question: PluginExam.Question)
        async throws
    {
        try await question.ask(NotifyPlugin.self, PluginSettings(place: "plugins.notify"))
    }

    @Test(arguments: PluginExam.questions)
    func `with mail set up it keeps them, too`(question: PluginExam.Question) async throws {
        let settings: [String: JSONValue] = [
            "mailhost": "127.0.0.1", "mailsender": "petrel@example.com",
            "address": "https://cloud.example.com",
        ]
        try await question.ask(
            NotifyPlugin.self, PluginSettings(place: "plugins.notify", values: settings))
    }

    @Test func `what happens is delivered, counted, with cursor and id`() async throws {
        let scene = try await Scene()
        try await scene.begin()
        let sink = Sink()
        let id = try await scene.subscribe(sink)
        let events = try await scene.happen(["vm-1", "vm-2", "vm-3"])
        await sink.hasTaken(3)
        let taken = sink.taken.sorted { $0.counter < $1.counter }
        #expect(taken.map(\.event) == events)
        #expect(taken.map(\.counter) == [1, 2, 3])
        #expect(taken.map(\.cursor) == events.map { "\($0.sequence ?? 0)" })
        #expect(taken.map(\.id) == events.map { "\(id)_\($0.id)" })
        await scene.end()
    }
}
