internal import PetrelCloud
internal import PetrelNotify
internal import PetrelStates

/// What a channel does with a delivery.
extension ChannelExam {
    static let delivering = [
        Question("what is delivered arrives, once for each attempt", arrives),
        Question("every attempt bears the same id", sameID),
        Question("a refusal is an error with a verdict", refusal),
        Question("a silent receiver costs no more than the time limit", silence),
        Question("an endless answer is cut short", endless),
        Question("an attempt that is given up ends", givenUp),
    ]

    /// Much longer than any candidate's limit, for machines that are busy.
    private static let patience = Duration.seconds(45)

    private static func arrives(_ candidate: ChannelCandidate) async throws {
        let meeting = try await candidate.meet(.takes)
        let receipt = try await meeting.channel.deliver(delivery(1))
        try expect(receipt.excerpt.utf8.count <= 1_024, "the excerpt is at most 1 KiB")
        let arrived = await meeting.arrived()
        try expect(arrived.count == 1, "one message arrives, not \(arrived.count)")
        try expect(arrived[0].contains("kestrel"), "the event is in it: \(arrived[0])")
    }

    private static func sameID(_ candidate: ChannelCandidate) async throws {
        let meeting = try await candidate.meet(.takes)
        for attempt in 1...3 { _ = try await meeting.channel.deliver(delivery(attempt)) }
        let arrived = await meeting.arrived()
        try expect(arrived.count == 3, "three messages arrive, not \(arrived.count)")
        guard candidate.carriesID else { return }
        try expect(arrived.allSatisfy { $0.contains("exam_1") }, "the id is in each: \(arrived)")
    }

    private static func refusal(_ candidate: ChannelCandidate) async throws {
        let meeting = try await candidate.meet(.refuses)
        let failure = try await failure(meeting.channel, candidate)
        try expect(
            failure.verdict == .retry || failure.verdict == .throttled,
            "what is refused for now is tried again: \(failure)")
    }

    private static func silence(_ candidate: ChannelCandidate) async throws {
        let meeting = try await candidate.meet(.silent)
        let begin = ContinuousClock.now
        let failure = try await failure(meeting.channel, candidate)
        try expect(failure.verdict == .retry, "silence is tried again: \(failure)")
        try expect(ContinuousClock.now - begin < patience, "the time limit holds")
    }

    private static func endless(_ candidate: ChannelCandidate) async throws {
        let meeting = try await candidate.meet(.endless)
        let begin = ContinuousClock.now
        do {
            let receipt = try await meeting.channel.deliver(delivery(1))
            try expect(receipt.excerpt.utf8.count <= 1_024, "the excerpt is at most 1 KiB")
        } catch let error as DeliveryError {
            try expect(error.excerpt.utf8.count <= 1_024, "the excerpt is at most 1 KiB")
        }
        try expect(ContinuousClock.now - begin < patience, "the time limit holds")
    }

    private static func givenUp(_ candidate: ChannelCandidate) async throws {
        let meeting = try await candidate.meet(.silent)
        let attempt = Task { try await meeting.channel.deliver(delivery(1)) }
        attempt.cancel()
        let result = await attempt.result
        guard case .failure = result else {
            throw ChannelExamFailure(description: "an attempt that is given up did not arrive")
        }
    }

    private static func failure(
        _ channel: any Channel, _ candidate: ChannelCandidate
    ) async throws -> DeliveryError {
        do {
            _ = try await channel.deliver(delivery(1))
        } catch {
            let shown = "\(error) \(error.reason) \(error.excerpt)"
            try expect(!shown.contains(candidate.secret), "the error tells the secret: \(shown)")
            try expect(error.excerpt.utf8.count <= 1_024, "the excerpt is at most 1 KiB")
            return error
        }
        throw ChannelExamFailure(description: "what did not arrive is an error")
    }

    private static func delivery(_ attempt: Int) -> Delivery {
        let event = CloudEvent.alert(
            "ALERT.EXAM", subject: "The kestrel is up",
            body: "Nothing is wrong.", zone: "z1")
        let subscription = DeliverySubscription(
            id: "exam", name: "exam", account: "a1", accountName: "ann", domainPath: "/")
        return Delivery(
            id: "exam_1", attempt: attempt, subscription: subscription, counter: 1, cursor: "1",
            events: [event], time: .now)
    }
}
