internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What a parameter of a list means for the query.
enum ListFilter: Sendable {
    case attribute(String)
    case flag(String)
    case number(String)
    case zone
    case parent
    case state
    case name
}

extension Cloud {
    /// A command that lists what the caller may see of a kind.
    func listing<Life: CloudResource>(
        _ name: String, _ summary: String, _ presentation: Presentation<Life>,
        roles: APICommand.Roles = .everyone, _ parameters: [APIParameter] = [],
        filters: [String: ListFilter] = [:],
        where keeps: (@Sendable (APICall, Resource) -> Bool)? = nil
    ) -> APICommand {
        let owned: [APIParameter] =
            switch presentation.visibility {
            case .owned, .shared, .domain:
                .ownership + [.map("tags", "Only what carries these tags.")]
            case .everyone, .operators: [.boolean("listall", "Everything the caller may see.")]
            }
        let own: [APIParameter] = [
            .id("id", of: Life.kind, "Only this one."), .string("name", "Only those of this name."),
        ]
        let taken = Set(parameters.map(\.name))
        let all = parameters + (own + owned + .paging).filter { !taken.contains($0.name) }
        return APICommand(
            name, summary, roles: roles, parameters: all,
            response: .list(presentation.key, presentation.fields)
        ) { call in
            try await self.list(call, presentation, filters, keeps)
        }
    }

    func list<Life: CloudResource>(
        _ call: APICall, _ presentation: Presentation<Life>, _ filters: [String: ListFilter],
        _ keeps: (@Sendable (APICall, Resource) -> Bool)?
    ) async throws -> APIAnswer {
        guard let query = try await query(call, presentation, filters) else {
            return .list([], count: 0)
        }
        let (page, count) = try await page(call, query, presentation.visibility, keeps)
        var objects: [JSONValue] = []
        for resource in page { objects.append(try await presentation.object(resource, in: self)) }
        return .list(objects, count: count)
    }

    private func query<Life: CloudResource>(
        _ call: APICall, _ presentation: Presentation<Life>, _ filters: [String: ListFilter]
    ) async throws -> ResourceQuery? {
        var query = ResourceQuery(kind: Life.kind)
        let ids = [call.idIfGiven("id")].compactMap(\.self) + call.ids("ids")
        if !ids.isEmpty { query.ids = ids }
        query.name = call.string("name")
        query.keyword = call.string("keyword")
        query.zone = call.idIfGiven("zoneid")
        if case .owned = presentation.visibility { try await scope(call).narrow(&query) }
        for (parameter, filter) in filters {
            guard let value = call.string(parameter) else { continue }
            apply(filter, value, to: &query)
        }
        return query
    }

    private func apply(_ filter: ListFilter, _ value: String, to query: inout ResourceQuery) {
        switch filter {
        case .attribute(let name): query.attributes[name] = .string(value)
        case .flag(let name): query.attributes[name] = .bool(value.lowercased() == "true")
        case .number(let name): query.attributes[name] = Int64(value).map(JSONValue.integer)
        case .zone: query.zone = value.lowercased()
        case .parent: query.parent = value.lowercased()
        case .state: query.states = [value]
        case .name: query.name = value
        }
    }

    /// The page that was asked for, and how many there are on all pages.
    ///
    /// Where the ledger can answer alone it does; where each resource has to be looked at, all are.
    private func page(
        _ call: APICall, _ query: ResourceQuery, _ visibility: Visibility,
        _ keeps: (@Sendable (APICall, Resource) -> Bool)?
    ) async throws -> ([Resource], Int) {
        let tags = call.maps("tags")
        if case .owned = visibility, keeps == nil, tags.isEmpty {
            return (try await page(call, query), try await ledger.count(query))
        }
        let all = try await everything(query).reversed().filter { resource in
            visibility.shows(resource, to: call.caller) && (keeps?(call, resource) ?? true)
                && Tags.match(tags, resource)
        }
        return (Array(all.dropFirst(call.offset).prefix(call.pageSize)), all.count)
    }

    private func page(_ call: APICall, _ query: ResourceQuery) async throws -> [Resource] {
        var query = query
        var skip = call.offset
        var found: [Resource] = []
        while found.count < call.pageSize {
            query.limit = min(10_000, max(1, skip > 0 ? skip : call.pageSize - found.count))
            let page = try await ledger.resources(query)
            if skip > 0 { skip -= page.elements.count } else { found += page.elements }
            guard let next = page.next else { break }
            query.after = next
        }
        return found
    }
}
