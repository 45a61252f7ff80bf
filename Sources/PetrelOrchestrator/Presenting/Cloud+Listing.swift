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
    /// Things of this kind are in every zone, so that whoever names one finds all.
    case everywhere
    case parent
    case state
    case name
    /// Nothing here has it: whoever asks for it finds nothing, whoever asks for what has it not finds all.
    case nothing
}

extension Cloud {
    typealias Narrowing = @Sendable (APICall, inout Listing) async throws -> Void

    /// A command that lists what the caller may see of a kind.
    func listing<Life: CloudResource>(
        _ name: String, _ summary: String, _ presentation: Presentation<Life>,
        roles: APICommand.Roles = .everyone, _ parameters: [APIParameter] = [],
        filters: [String: ListFilter] = [:], narrowing: @escaping Narrowing = { _, _ in }
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
        let ids = Set(all.filter { $0.kind == .uuid }.map(\.name))
        return APICommand(
            name, summary, roles: roles, parameters: all,
            response: .list(presentation.key, presentation.fields)
        ) { call in
            try await self.translating {
                var listing = try await self.listing(call, of: Life.self, presentation.visibility)
                for (parameter, filter) in filters {
                    guard let value = call.string(parameter) else { continue }
                    let asked = ids.contains(parameter) ? value.lowercased() : value
                    listing.apply(filter, asked)
                }
                try await narrowing(call, &listing)
                return try await self.answer(call, listing, presentation)
            }
        }
    }

    private func answer<Life: CloudResource>(
        _ call: APICall, _ listing: Listing, _ presentation: Presentation<Life>
    ) async throws -> APIAnswer {
        var listing = listing
        let (tags, keeps) = (call.maps("tags"), listing.keeps)
        if !tags.isEmpty { listing.keeps = { Tags.match(tags, $0) && (keeps?($0) ?? true) } }
        guard listing.keeps == nil else {
            let all = try await listing.all(in: self)
            let page = Array(all.dropFirst(call.offset).prefix(call.pageSize))
            return .list(try await presentation.objects(page, in: self), count: all.count)
        }
        let page = try await listing.page(skipping: call.offset, call.pageSize, in: self)
        return .list(
            try await presentation.objects(page, in: self), count: try await listing.count(in: self)
        )
    }

    /// What the caller may see, narrowed by what every list can be asked.
    private func listing<Life: CloudResource>(
        _ call: APICall, of life: Life.Type, _ visibility: Visibility
    ) async throws -> Listing {
        var query = ResourceQuery(kind: life.kind)
        let ids = [call.idIfGiven("id")].compactMap(\.self) + call.ids("ids")
        if !ids.isEmpty { query.ids = ids }
        query.name = call.string("name")
        query.keyword = call.string("keyword")
        query.zone = call.idIfGiven("zoneid")
        switch visibility {
        case .everyone: return Listing(owned: query)
        case .operators: return Listing(owned: call.caller.role == .admin ? query : nil)
        case .owned, .domain:
            try await scope(call).narrow(&query)
            return Listing(owned: query)
        case .shared:
            let isNamed = call.string("account") != nil || call.string("domainid") != nil
            var shared: ResourceQuery? = query
            shared?.attributes["ispublic"] = true
            try await scope(call).narrow(&query)
            return Listing(owned: query, shared: isNamed ? nil : shared)
        }
    }
}

extension Listing {
    fileprivate mutating func apply(_ filter: ListFilter, _ value: String) {
        narrow { query in
            switch filter {
            case .attribute(let name): query.attributes[name] = .string(value)
            case .flag(let name): query.attributes[name] = .bool(value.lowercased() == "true")
            case .number(let name): query.attributes[name] = Int64(value).map(JSONValue.integer)
            case .zone: query.zone = value.lowercased()
            case .everywhere: query.zone = nil
            case .parent: query.parent = value.lowercased()
            case .state: query.states = [value]
            case .name: query.name = value
            case .nothing: if value.lowercased() != "false" { query.ids = [] }
            }
        }
    }
}
