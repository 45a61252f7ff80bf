internal import PetrelCloud

/// A load of a given shape against a running server, as its tenants would make it.
struct Simulation {
    let client: CloudClient
    let shape: Shape
    let tally = Tally()
    private let endings = JobEndings()
    let pace: Pace

    init(client: CloudClient, shape: Shape) {
        self.client = client
        self.shape = shape
        pace = Pace(shape)
    }

    /// Until there were enough operations, the time is over or somebody stops the pace.
    func run(_ tenants: [Tenant], _ ingredients: Ingredients) async throws {
        let start = try await position()
        let watching = Task { try await watch(after: start) }
        defer { watching.cancel() }
        try await live(tenants, ingredients)
    }

    /// The last event so far; a server without any has none to miss.
    private func position() async throws -> [(String, String)] {
        let last = try await Pages(client: client, member: "events")
            .items("/v1/events", [("order", "newest")], limit: 1)
        let sequence = last.first.flatMap { EventSummary(event: $0).sequence } ?? 0
        return [("after", String(sequence))]
    }

    /// Hears of every job's end until cancelled.
    private func watch(after start: [(String, String)]) async throws {
        defer { endings.finish() }
        let follower = EventFollower(
            connect: { client }, fields: [("category", "AsyncJob"), ("type", "complete")] + start,
            note: { _ in })
        try await follower.follow { event in
            if let value = try? JSONReader().read(event.data),
                let job = value["data"]?["cause"]?["job"]?.string
            {
                endings.ended(job, well: value["outcome"]?.string == "succeeded")
            }
            return .more
        }
    }

    private func live(_ tenants: [Tenant], _ ingredients: Ingredients) async throws {
        try await withThrowingTaskGroup { group in
            for (place, tenant) in tenants.enumerated() {
                for number in 1...shape.machines {
                    var lane = Lane(
                        number, of: tenant, ingredients, seed: shape.seed, place: place,
                        administrator: client.signer, pace: pace, tally: tally, endings: endings)
                    group.addTask { [client, endings] in
                        // Without one, the others would wait for events that may never come.
                        do { try await lane.live(client) } catch {
                            endings.finish()
                            throw error
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// How far it is, for a bar.
    func progress(since start: ContinuousClock.Instant) -> (done: Int64, total: Int64?) {
        if let operations = shape.operations { return (Int64(tally.total), Int64(operations)) }
        guard let duration = shape.duration else { return (Int64(tally.total), nil) }
        let passed = (ContinuousClock.now - start).seconds
        return (Int64(passed), Int64(duration.seconds))
    }
}
