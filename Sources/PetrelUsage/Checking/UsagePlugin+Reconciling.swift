internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Compares what is metered with what is there.
extension UsagePlugin {
    struct Drift: Hashable, Sendable {
        let resource: ResourceReference
        let meter: String
        let what: String
    }

    /// What does not agree once metering has caught up. With `telling`, each is also raised as an event.
    func reconcile(telling: Bool) async throws -> [Drift] {
        var suspects: Set<ResourceReference> = []
        for kind in ExpectedUsage.byKind.keys.sorted() {
            try await eachResource(kind) { resource in
                if try await !drifts(of: resource).isEmpty {
                    suspects.insert(.init(kind: kind, id: resource.id))
                }
            }
        }
        suspects.formUnion(try await openWithoutResource())
        let found = try await confirmed(suspects)
        if telling, !found.isEmpty { try await context.commit(found.map(Self.event)) }
        return found
    }

    /// A resource may have moved on while it was looked at: what remains after metering stands behind it is drift.
    private func confirmed(_ suspects: Set<ResourceReference>) async throws -> [Drift] {
        var found: [Drift] = []
        for suspect in suspects.sorted(by: { ($0.kind, $0.id) < ($1.kind, $1.id) }) {
            try await progress.reached(try await context.store.lastSequence, stands: cursor())
            let resource = try await context.store.resource(kind: suspect.kind, id: suspect.id)
            guard let resource else {
                found.append(
                    .init(resource: suspect, meter: "", what: "open, but there is no such resource")
                )
                continue
            }
            let drifts = try await self.drifts(of: resource)
            let later = try await context.store.resource(kind: suspect.kind, id: suspect.id)
            if later?.version == resource.version { found += drifts }
        }
        return found
    }

    private func drifts(of resource: Resource) async throws -> [Drift] {
        guard let expected = ExpectedUsage.byKind[resource.kind] else { return [] }
        let reference = ResourceReference(kind: resource.kind, id: resource.id)
        let usage = try await context.read { try ResourceUsage.read(reference, $0)?.usage }
        return expected.meters.compactMap { meter in
            let interval = usage?.open[UsageSlot(meter: meter, subject: "")]
            let wanted =
                resource.removed == nil ? expected.isOpen(meter, in: resource.state) : false
            return Self.difference(interval, wanted, resource).map {
                Drift(resource: reference, meter: meter.name, what: $0)
            }
        }
    }

    private static func difference(
        _ interval: UsageInterval?, _ wanted: Bool?, _ resource: Resource
    ) -> String? {
        guard let interval else {
            return wanted == true ? "not open, though it is \(resource.state)" : nil
        }
        if wanted == false {
            return resource.removed == nil
                ? "open, though it is \(resource.state)" : "open, though it was removed"
        }
        let owner = resource.profile.owner?.account ?? ""
        return interval.terms.account == owner
            ? nil : "paid by \(interval.terms.account), but owned by \(owner)"
    }

    private func eachResource(
        _ kind: String, _ body: (Resource) async throws -> Void
    ) async throws {
        var query = ResourceQuery(kind: kind)
        query.limit = 1_000
        repeat {
            let page = try await context.store.resources(query)
            for resource in page.elements { try await body(resource) }
            query.after = page.next
        } while query.after != nil
    }

    /// Resources with something open that are removed or were never there.
    private func openWithoutResource() async throws -> [ResourceReference] {
        let open = try await context.read { reader in
            try reader.rows(
                """
                SELECT DISTINCT r.kind, r.id FROM usage_intervals x
                JOIN usage_resources r ON r.number = x.resource
                WHERE x.ended IS NULL AND x.subject = ''
                """, []
            ).map { ResourceReference(kind: $0[0].text ?? "", id: $0[1].text ?? "") }
        }
        var found: [ResourceReference] = []
        for reference in open where ExpectedUsage.byKind[reference.kind] != nil {
            let resource = try await context.store.resource(kind: reference.kind, id: reference.id)
            if resource == nil || resource?.removed != nil { found.append(reference) }
        }
        return found
    }

    private static func event(_ drift: Drift) -> CloudEvent {
        CloudEvent(
            category: .usage, type: .usageDrift, resource: drift.resource, level: .warning,
            description: "\(drift.meter) of \(drift.resource) is \(drift.what)",
            attributes: ["drift": .string(drift.what), "of": .string(drift.meter)])
    }
}
