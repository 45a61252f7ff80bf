/// A load of a given shape against a running server, as its tenants would make it.
struct Simulation {
    let client: CloudClient
    let shape: Shape
    let tally = Tally()
    let pace: Pace

    init(client: CloudClient, shape: Shape) {
        self.client = client
        self.shape = shape
        pace = Pace(shape)
    }

    /// Until there were enough operations, the time is over or somebody stops the pace.
    func run(_ tenants: [Tenant], _ ingredients: Ingredients) async throws {
        try await withThrowingTaskGroup { group in
            for (place, tenant) in tenants.enumerated() {
                for number in 1...shape.machines {
                    var lane = Lane(
                        number, of: tenant, ingredients, seed: shape.seed, place: place,
                        administrator: client.signer, pace: pace, tally: tally)
                    group.addTask { [client] in try await lane.live(client) }
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
