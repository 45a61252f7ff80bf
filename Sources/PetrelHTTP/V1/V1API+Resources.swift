internal import PetrelCloud
internal import PetrelLedger
internal import PetrelOrchestrator
internal import PetrelPlugin
internal import PetrelStates

extension V1API {
    /// `GET /v1/resources?kind=…`: resources of one kind, newest first unless the order is `oldest`.
    func resources(_ query: QueryParameters, for caller: Caller) async throws -> V1Reply {
        let parameters = try V1Parameters(query, known: Self.resourceParameters + ["kind"])
        guard let text = parameters.text("kind") else {
            throw V1Refusal.parameter("kind", "", remedy: "add kind=VirtualMachine or another one")
        }
        guard let kind = Self.kind(text) else {
            let known = ResourceCatalogue.all.map { $0.kind }.sorted().joined(separator: ", ")
            throw V1Refusal.parameter("kind", text, remedy: "use one of \(known)")
        }
        return try await resources(of: kind, at: "/v1/resources", parameters, for: caller)
    }

    /// `GET /v1/jobs`: jobs are resources like others.
    func jobs(_ query: QueryParameters, for caller: Caller) async throws -> V1Reply {
        let parameters = try V1Parameters(query, known: Self.resourceParameters)
        return try await resources(
            of: AsyncJob.kind, at: "/v1/jobs", parameters, for: caller)
    }

    /// `GET /v1/resources/{id}`: one resource, removed or not.
    func resource(
        _ id: String, _ query: QueryParameters, for caller: Caller
    ) async throws -> V1Reply {
        let parameters = try V1Parameters(query, known: ["kind"])
        let resource = try await found(id, parameters, for: caller)
        return .json { json in resource.writeMembers(to: &json) }
    }

    /// `GET /v1/resources/{id}/timeline`: all that was ever told of one resource, in order: what users asked
    /// for, its states, alerts, usage, jobs and deliveries.
    func timeline(
        of id: String, _ query: QueryParameters, for caller: Caller
    ) async throws -> V1Reply {
        let names = EventFilter.parameters.filter { $0 != "resource" } + Self.pageParameters
        let parameters = try V1Parameters(query, known: names)
        let page = try EventPage(parameters, ascending: true)
        let resource = try await found(id, parameters, for: caller)
        var filter = try await filter(parameters, for: caller)
        (filter.resources, filter.kinds) = ([resource.id], nil)
        try filter.take(timesOf: parameters)
        var scan = EventScan(ledger: cloud.ledger, scope: EventScope(caller), filter: filter)
        scan.includesArchived = try parameters.flag("archived") ?? true
        let found = try await page.found(by: scan)
        return page.reply(found, at: "/v1/resources/\(resource.id)/timeline", parameters) { json in
            json.member("resource") { json in json.object(resource.writeMembers) }
        }
    }

    static let resourceParameters = [
        "after", "limit", "order", "id", "name", "keyword", "state", "account", "domain", "zone",
        "parent", "removed",
    ]

    private func found(
        _ id: String, _ parameters: V1Parameters, for caller: Caller
    ) async throws -> Resource {
        let kind = parameters.text("kind").flatMap(Self.kind)
        let found = try await cloud.resource(id.lowercased(), kind: kind, for: caller)
        guard let found else { throw V1Refusal.notFound("resource \(id)") }
        return found
    }

    private static func kind(_ text: String) -> String? {
        ResourceCatalogue.all.first { $0.kind.lowercased() == text.lowercased() }?.kind
    }
}

extension V1API {
    private func resources(
        of kind: String, at path: String, _ parameters: V1Parameters, for caller: Caller
    ) async throws -> V1Reply {
        let query = try await query(kind, parameters, for: caller)
        let found = try await cloud.resources(query, for: caller)
        let next = found.next.map { parameters.address(path, after: $0.text) }
        return .json { json in
            json.member("resources") { json in
                json.array { json in
                    for resource in found.elements { json.object(resource.writeMembers) }
                }
            }
            json.member("next", next)
        }
    }

    private func query(
        _ kind: String, _ parameters: V1Parameters, for caller: Caller
    ) async throws -> ResourceQuery {
        var query = ResourceQuery(kind: kind)
        query.ascending = try parameters.isOldestFirst ?? false
        query.limit = try parameters.pageLimit
        query.after = parameters.text("after").map { PageKey(text: $0) }
        query.ids = parameters.list("id").map { $0.map { $0.lowercased() } }
        query.name = parameters.text("name")
        query.keyword = parameters.text("keyword")
        query.states = parameters.list("state")
        query.zone = parameters.text("zone")?.lowercased()
        query.parent = parameters.text("parent")?.lowercased()
        query.includesRemoved = try parameters.flag("removed") ?? false
        if let text = parameters.text("account") {
            let accounts = try await accountIDs(text, for: caller)
            guard accounts.count == 1 else {
                throw V1Refusal.parameter(
                    "account", text, remedy: "several accounts are called so: use the id of one")
            }
            query.account = accounts.first
        }
        if let text = parameters.text("domain") {
            query.domainPath = try await domainPath(text, for: caller)
            query.includesSubdomains = true
        }
        return query
    }
}

extension Resource {
    /// What is known of it and no secret.
    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.member("kind", kind)
        json.member("id", id)
        json.member("name", profile.name)
        json.member("version", version)
        json.member("state", state)
        json.member("owner", profile.owner?.account)
        json.member("account", profile.owner?.accountName)
        json.member("domainpath", profile.domainPath)
        json.member("zone", profile.zone)
        json.member("parent", kind == User.kind ? nil : profile.parent)
        json.member("created", created.text())
        json.member("changed", changed.text())
        json.member("removed", removed?.text())
        json.member("attributes", .object(shownAttributes))
    }
}
