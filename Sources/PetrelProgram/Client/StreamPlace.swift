internal import ArgumentParser
internal import PetrelCloud

/// Where in the past a stream of events begins.
struct StreamPlace: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Begin in the past: after an event's sequence, at a time, or so long ago as 10m.",
            valueName: "when"))
    var since: String?

    /// The place as a parameter of the stream.
    func fields(_ client: CloudClient) async throws -> [(String, String)] {
        guard let since else { return [] }
        if let sequence = Int64(since), sequence >= 0 { return [("after", since)] }
        guard let point = TimePoint(argument: since) else {
            throw CommandFailure(
                .usage,
                "--since \(since): expected a sequence, a time such as 2026-11-22T17:00:00Z or "
                    + "a duration such as 10m")
        }
        let first = try await Pages(client: client, member: "events").items(
            "/v1/events", [("from", point.text), ("order", "oldest")], limit: 1)
        let sequence = first.first.flatMap { EventSummary(event: $0).sequence }
        return sequence.map { [("after", String($0 - 1))] } ?? []
    }
}
