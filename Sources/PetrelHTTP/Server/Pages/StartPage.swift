internal import Hummingbird

/// `/`: where everything else is.
struct StartPage: Page {
    func answer(_ visit: Visit) -> Response {
        .text(
            """
            This is Petrel: every change in a cloud, told at once.

            /client/api       the query API, for any CloudStack client
            /openapi.json     its commands and what is under /v1, for generators of clients
            /v1/events        what happened, page by page; /v1/events/stream as it happens
            /healthz          whether the server lives
            /readyz           whether it can work
            /metrics          what it does, for Prometheus

            """)
    }
}
