internal import ArgumentParser
internal import PetrelCloud

/// A piece of history: by default its end.
struct TimeWindow: ParsableArguments {
    @Option(help: "Not before this time, or so long ago as 10m.")
    var from: TimePoint?

    @Option(help: "Not after this time, or so long ago as 10m.")
    var to: TimePoint?

    @Option(help: ArgumentHelp("Only what follows this event.", valueName: "sequence"))
    var after: Int64?

    @Flag(help: "The oldest that match instead of the latest.")
    var oldest = false

    /// The events of a path, always in the order they happened.
    func events(
        _ path: String, _ filter: [(String, String)], limit: Int, _ client: CloudClient
    ) async throws -> [JSONValue] {
        let isUpwards = oldest || after != nil
        var fields = filter + [("order", isUpwards ? "oldest" : "newest")]
        if let from { fields.append(("from", from.text)) }
        if let to { fields.append(("to", to.text)) }
        if let after { fields.append(("after", String(after))) }
        let found = try await Pages(client: client, member: "events")
            .items(path, fields, limit: limit)
        return isUpwards ? found : found.reversed()
    }
}
