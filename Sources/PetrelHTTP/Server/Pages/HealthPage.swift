internal import Hummingbird

/// `/healthz`: the process lives and answers. It says nothing about the ledger; see ``ReadyPage``.
struct HealthPage: Page {
    func answer(_ visit: Visit) -> Response { .text("ok\n") }
}
