internal import PetrelCloud
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelPlugin
internal import PetrelStates

extension V1API {
    static let longestPage: Int64 = 1_000
    static let pageParameters = ["after", "limit", "order", "from", "to", "archived"]

    /// `GET /v1/events`: what happened, newest first unless the order is `oldest`.
    func events(
        _ query: QueryParameters, _ fixed: EventFilter.Fixed, for caller: Caller
    ) async throws -> V1Reply {
        let parameters = try V1Parameters(
            query, known: EventFilter.parameters + Self.pageParameters)
        let page = try EventPage(parameters)
        var filter = try await filter(parameters, for: caller)
        if let categories = fixed.categories { filter.categories = categories }
        try filter.take(timesOf: parameters)
        var scan = EventScan(ledger: cloud.ledger, scope: EventScope(caller), filter: filter)
        scan.includesArchived = try parameters.flag("archived") ?? false
        let found = try await page.found(by: scan)
        return page.reply(found, at: fixed.path, parameters)
    }

    /// `GET /v1/alerts`: the same for alerts alone.
    func alerts(_ query: QueryParameters, for caller: Caller) async throws -> V1Reply {
        try await events(
            query, EventFilter.Fixed(path: "/v1/alerts", categories: [.alert]), for: caller)
    }

    /// The filter with its account and domain looked up among those that the caller may see.
    func filter(_ parameters: V1Parameters, for caller: Caller) async throws -> EventFilter {
        var filter = try EventFilter(parameters)
        if let texts = parameters.list("account") {
            var accounts: Set<String> = []
            for text in texts { try await accounts.formUnion(accountIDs(text, for: caller)) }
            filter.accounts = accounts
        }
        if let text = parameters.text("domain") {
            filter.domainPath = try await domainPath(text, for: caller)
        }
        return filter
    }

    func accountIDs(_ text: String, for caller: Caller) async throws -> Set<String> {
        if text == caller.accountName { return [caller.account] }
        if EventID(text) != nil { return [text.lowercased()] }
        var query = ResourceQuery(kind: Account.kind)
        query.name = text
        let found = try await cloud.resources(query, for: caller).elements
        guard !found.isEmpty else {
            throw V1Refusal.parameter(
                "account", text, remedy: "use the name or the id of an account that you may see")
        }
        return Set(found.map(\.id))
    }

    /// From an id, or from a path with or without the word ROOT and the slashes at its ends.
    func domainPath(_ text: String, for caller: Caller) async throws -> String {
        if EventID(text) != nil {
            let domain = try await cloud.resource(
                text.lowercased(), kind: Domain.kind, for: caller)
            guard let path = domain?.profile.domainPath else {
                throw V1Refusal.parameter(
                    "domain", text, remedy: "use the id or the path of a domain that you may see")
            }
            return path
        }
        var names = text.split(separator: "/")
        if names.first == "ROOT" { names.removeFirst() }
        return names.isEmpty ? "/" : "/" + names.joined(separator: "/") + "/"
    }
}

extension EventFilter {
    /// What an address says by itself.
    struct Fixed: Sendable {
        var path = "/v1/events"
        var categories: Set<EventCategory>?
    }
}
