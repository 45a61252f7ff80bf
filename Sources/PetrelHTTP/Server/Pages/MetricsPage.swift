internal import Hummingbird
internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelPlugin

/// `/metrics`: to this machine, to administrators, and to everybody where the settings say so.
struct MetricsPage: Page {
    let cloud: Cloud
    let api: CloudStackAPI
    let calls: CallMetrics
    let connections: ConnectionCount
    let resources: ResourceCounts
    var plugins: PluginHost?
    let isForEveryone: Bool

    func answer(_ visit: Visit) async throws -> Response {
        guard try await maySee(visit) else {
            return Problem(
                .forbidden, "Metrics are for this machine and for administrators: sign the request."
            ).response
        }
        var text = PrometheusText()
        calls.write(to: &text)
        connections.write(to: &text)
        try await writeLedger(to: &text)
        try await writeResources(to: &text)
        BusMetrics(cloud.bus.topology).write(to: &text)
        if let plugins { await PluginMetrics(of: plugins).write(to: &text) }
        ProcessMetrics.write(to: &text)
        return .text(text.text, type: "text/plain; version=0.0.4; charset=utf-8")
    }

    private func maySee(_ visit: Visit) async throws -> Bool {
        if isForEveryone || visit.isLocal { return true }
        let request = CloudStackRequest(
            query: Array(visit.query.utf8), cookies: visit.request.headers[.cookie])
        guard let parameters = try? QueryParameters(query: request.query),
            let way = try? await api.identify(request, parameters)
        else { return false }
        return way.caller.role.contains(.admin)
    }

    private func writeLedger(to text: inout PrometheusText) async throws {
        let (first, last) = try await (cloud.ledger.firstSequence, cloud.ledger.lastSequence)
        text.single(
            "petrel_events_committed_total", .counter, "Events committed since the ledger began.",
            last)
        text.single("petrel_ledger_last_sequence", .gauge, "The last event's number.", last)
        text.single(
            "petrel_ledger_first_sequence", .gauge, "The number of the first event kept.", first)
    }

    private func writeResources(to text: inout PrometheusText) async throws {
        let rows = try await resources.current()
        text.family("petrel_resources", .gauge, "Resources by kind and state.")
        for row in rows where row.kind != AsyncJob.kind {
            text.sample("petrel_resources", ["kind": row.kind, "state": row.state], row.count)
        }
        text.family("petrel_jobs", .gauge, "Asynchronous jobs by state.")
        for row in rows where row.kind == AsyncJob.kind {
            text.sample("petrel_jobs", ["state": row.state], row.count)
        }
    }
}
