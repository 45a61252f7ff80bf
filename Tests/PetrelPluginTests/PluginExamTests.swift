internal import PetrelPlugin
internal import PetrelServerTesting
internal import Testing

@Suite struct PluginExamTests {
    @Test(arguments: PluginExam.questions)
    func `a plug-in that counts keeps every promise`(question: PluginExam.Question) async throws {
        try await question.ask(Tally.self, PluginSettings(place: "plugins.tally"))
    }

    @Test func `the exam notices a plug-in that takes any setting`() async throws {
        let question = try #require(PluginExam.questions.first { "\($0)".contains("setting") })
        await #expect(throws: ExamFailure.self) {
            try await question.ask(Careless.self, PluginSettings(place: "plugins.careless"))
        }
    }

    @Test func `the exam notices a name that cannot name a table`() async throws {
        let question = try #require(PluginExam.questions.first { "\($0)".contains("name") })
        await #expect(throws: ExamFailure.self) {
            try await question.ask(Careless.self, PluginSettings(place: "plugins.careless"))
        }
    }
}

/// Does not look at its settings, and has a name with a blank.
private struct Careless: Plugin {
    static let name = "care less"
    static let summary = "Takes whatever comes."

    init(_ context: PluginContext) {}

    func run() async throws {}
}
