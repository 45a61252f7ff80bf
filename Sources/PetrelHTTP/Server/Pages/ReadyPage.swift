internal import Hummingbird

/// `/readyz`: 200 while the ledger can be written, else 503. Why not is told to this machine alone.
struct ReadyPage: Page {
    let readiness: Readiness

    func answer(_ visit: Visit) async -> Response {
        guard let reason = await readiness.reasonAgainst() else { return .text("ok\n") }
        let detail = visit.isLocal ? reason : "The ledger cannot be written."
        return Problem(.serviceUnavailable, detail).response
    }
}
