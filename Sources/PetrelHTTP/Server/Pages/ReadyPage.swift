internal import Hummingbird
internal import PetrelPlugin

/// `/readyz`: 200 while the ledger can be written, else 503. Why not is told to this machine alone.
///
/// A plug-in in trouble takes no server out of service: it catches up from the ledger. This machine is told of it.
struct ReadyPage: Page {
    let readiness: Readiness
    var plugins: PluginHost?

    func answer(_ visit: Visit) async -> Response {
        guard let reason = await readiness.reasonAgainst() else {
            return .text("ok\n" + (visit.isLocal ? await troubles() : ""))
        }
        let detail = visit.isLocal ? reason : "The ledger cannot be written."
        return Problem(.serviceUnavailable, detail).response
    }

    private func troubles() async -> String {
        let reports = await plugins?.reports() ?? []
        return reports.filter { $0.health != .well }.map { report in
            "plug-in \(report.name) \(report.health.word): \(report.health.reason ?? "")"
                .replacing("\n", with: " ") + "\n"
        }.joined()
    }
}
