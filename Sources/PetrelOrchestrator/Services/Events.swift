internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What users did, as the ledger tells it.
struct Events: Service {
    let cloud: Cloud

    private static let fields: [APIField] =
        .texts(
            "id", "username", "type", "level", "description", "resourceid", "resourcetype",
            "resourcename", "state", "parentid", "projectid", "project")
        + .ownership + .dates("created") + .flags("archived")

    var commands: [APICommand] { [list, types] + hiding }

    private var list: APICommand {
        APICommand(
            "listEvents", "Lists events.", roles: .everyone,
            parameters: [
                .id("id", of: "Event", "Only this one."),
                .string("type", "Only those of this type."),
                .string("level", "INFO, WARN or ERROR."), .date("startdate", "Not before."),
                .date("enddate", "Not after."), .integer("duration", "Taken for compatibility."),
                .integer("entrytime", "Taken for compatibility."),
                .id("startid", of: "Event", "This one and what followed from it."),
                .string("resourceid", "Only those of this resource."),
                .string("resourcetype", "Its kind."),
                .boolean("archived", "Archived ones instead."),
                .string("state", "Created, Scheduled, Started or Completed."),
            ] + .ownership + .paging, response: .list("event", Self.fields)
        ) { call in
            if call.string("resourceid") != nil, call.string("resourcetype") == nil {
                throw APIError.missing("resourcetype", in: call.command)
            }
            var query = try await query(call)
            if let state = call.string("state") { query.outcomes = try Self.outcomes(state) }
            guard try await gather(call, &query) else { return .list([], count: 0) }
            let events = try await Self.page(call, query, in: cloud)
            let isArchived = query.isArchivedOnly
            return .list(
                events.map { Self.object($0, cloud.names, isArchived: isArchived) },
                count: try await cloud.ledger.count(query))
        }
    }

    private static func outcomes(_ state: String) throws -> [CloudEvent.Outcome] {
        let found = CloudEvent.Outcome.allCases.filter {
            $0.status.lowercased() == state.lowercased()
        }
        guard !found.isEmpty else {
            throw APIError.invalid(
                "state is Created, Scheduled, Started or Completed, not \(state.prefix(40))")
        }
        return found
    }

    /// Leaves what belongs to the action that `startid` began; `false` when nothing does. The events of one action have
    /// their job in common, or are only one.
    private func gather(_ call: APICall, _ query: inout EventQuery) async throws -> Bool {
        guard let text = call.idIfGiven("startid") else { return true }
        guard let start = EventID(text) else { return false }
        var first = query
        (first.ids, first.outcomes, first.limit) = ([start], nil, 1)
        guard let event = try await cloud.ledger.events(first).elements.first else { return false }
        if let job = event.cause?.job { query.job = job } else { query.ids = [start] }
        return true
    }

    private func query(_ call: APICall) async throws -> EventQuery {
        var query = EventQuery()
        query.categories = [.action]
        query.types = call.string("type").map { [EventType($0)] }
        query.resource = call.idIfGiven("resourceid")
        query.ids = call.idIfGiven("id").flatMap { EventID($0) }.map { [$0] }
        query.keyword = call.string("keyword")
        query.from = call.date("startdate")
        query.to = call.date("enddate", endOfDay: true)
        query.isArchivedOnly = call.boolean("archived") ?? false
        if let level = call.string("level") {
            query.levels = CloudEvent.Level(rawValue: level.uppercased()).map { [$0] } ?? []
        }
        let scope = try await cloud.scope(call)
        query.account = scope.account
        query.domainPath = scope.domainPath
        query.includesSubdomains = scope.includesSubdomains
        return query
    }

    static func page(
        _ call: APICall, _ query: EventQuery, in cloud: Cloud
    ) async throws -> [CloudEvent] {
        var query = query
        var skip = call.offset
        var found: [CloudEvent] = []
        while found.count < call.pageSize {
            query.limit = min(10_000, max(1, skip > 0 ? skip : call.pageSize - found.count))
            let page = try await cloud.ledger.events(query)
            if skip > 0 { skip -= page.elements.count } else { found += page.elements }
            guard let next = page.next else { break }
            query.after = next
        }
        return found
    }

    static func object(
        _ event: CloudEvent, _ names: ShownNames, isArchived: Bool
    ) -> JSONValue {
        var object: [String: JSONValue] = [
            "id": .string(event.id.description), "type": .string(event.type.name),
            "level": .string(event.level.rawValue), "created": .date(event.time),
            "state": .string(event.outcome?.status ?? "Completed"),
            "description": .string(event.description ?? ""), "archived": .bool(isArchived),
            "username": .string(event.actor?.userName ?? "system"),
        ]
        if let resource = event.resource {
            object["resourceid"] = .string(resource.id)
            object["resourcetype"] = .string(resource.kind)
        }
        object["resourcename"] = event.attributes["name"]
        object["parentid"] = event.attributes["parentid"]
        object.merge(names.members(event.owner, event.domainPath)) { _, shown in shown }
        return .object(object)
    }

    private var types: APICommand {
        APICommand(
            "listEventTypes", "Lists the types of events.", roles: .everyone, parameters: .paging,
            response: .list("eventtype", .texts("name"))
        ) { call in
            let names = Set(ResourceCatalogue.all.flatMap { $0.eventTypes.map(\.name) }).sorted()
            let page = names.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map { ["name": .string($0)] }, count: names.count)
        }
    }

    private var hiding: [APICommand] {
        [("archiveEvents", EventVisibility.archived), ("deleteEvents", .deleted)].map {
            name, visibility in
            APICommand(
                name, "Takes events out of the lists.", roles: .everyone,
                parameters: Self.hidingParameters, response: .success
            ) { call in
                var query = try await query(call)
                // All that the caller could list, whatever lists show without being asked.
                let extent = EventScope(call.caller).owned
                (query.account, query.domainPath) = (extent.account, extent.domainPath)
                query.includesSubdomains = extent.includesSubdomains
                query.includesArchived = visibility == .deleted
                return try await Self.hide(call, &query, visibility, in: cloud)
            }
        }
    }

    static let hidingParameters: [APIParameter] = [
        .ids("ids", of: "Event", "Only these."), .string("type", "Only those of this type."),
        .date("startdate", "Not before; needs enddate."), .date("enddate", "Not after."),
    ]

    static func hide(
        _ call: APICall, _ query: inout EventQuery, _ visibility: EventVisibility, in cloud: Cloud
    ) async throws -> APIAnswer {
        let ids = call.ids("ids")
        guard !ids.isEmpty || call.string("type") != nil || call.string("enddate") != nil else {
            throw APIError.invalid("\(call.command) needs ids, type or enddate")
        }
        guard call.string("startdate") == nil || call.string("enddate") != nil else {
            throw APIError.invalid("\(call.command): startdate needs enddate")
        }
        if !ids.isEmpty { query.ids = ids.compactMap { EventID($0) } }
        let hidden = try await cloud.ledger.show(query, as: visibility)
        return ids.isEmpty || hidden == ids.count
            ? .success : .failure("some of the ids were not found: nothing happened to those")
    }
}
