internal import PetrelNotify
internal import PetrelNotifyTesting
internal import Testing

@Suite(.serialized, .timeLimit(.minutes(5)))
struct ChannelExamTests {
    @Test(arguments: builtInChannels.map { $0.kind }, ChannelExam.questions)
    func `every channel keeps its promises`(
        kind: ChannelKind, question: ChannelExam.Question
    ) async throws {
        try await question.ask(Candidates.of(kind))
    }

    @Test func `every kind has one channel`() {
        let kinds = builtInChannels.map { $0.kind }
        #expect(Set(kinds).count == kinds.count)
        #expect(Set(kinds) == [.webhook, .email, .sms, .chat, .pagerDuty, .command])
    }
}
