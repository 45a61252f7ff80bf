internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Commands on one resource, from the call to the answer: find it, or not, for this caller; do it as
/// a job or at once; answer with the resource as it then is.
extension Cloud {
    /// How the resource is found when it may be named by something else than its id.
    struct Finder: Sendable {
        /// Whether the id is needed all the same.
        var needsID = false
        var find: @Sendable (APICall) async throws -> Resource
    }

    /// Where a job has to wait.
    enum Lane: Sendable {
        case own
        /// That of the resource which this parameter names, if it does.
        case named(by: String)
    }

    typealias JobBody = @Sendable (Resource, APICall, Errand) async throws -> JobResult
    typealias ActBody = @Sendable (Resource, APICall, Errand) async throws -> Resource

    /// An asynchronous command whose job answers the resource.
    func changing<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        id: String = "id", roles: APICommand.Roles = .everyone, _ parameters: [APIParameter] = [],
        lane: Lane = .own,
        finding: Finder? = nil,
        _ body: @escaping ActBody
    ) -> APICommand {
        job(
            name, summary, type, presentation, id: id, roles: roles, parameters, lane: lane,
            finding, response: .object(presentation.key, presentation.fields)
        ) { resource, call, errand in
            let changed = try await body(resource, call, errand)
            return try await presentation.result(changed, in: self)
        }
    }

    /// An asynchronous command whose job answers that it was done.
    func ending<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        id: String = "id", roles: APICommand.Roles = .everyone, _ parameters: [APIParameter] = [],
        lane: Lane = .own,
        finding: Finder? = nil,
        _ body: @escaping @Sendable (Resource, APICall, Errand) async throws -> Void
    ) -> APICommand {
        job(
            name, summary, type, presentation, id: id, roles: roles, parameters, lane: lane,
            finding, response: .success
        ) { resource, call, errand in
            try await body(resource, call, errand)
            return .success
        }
    }

    private func job<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        id: String, roles: APICommand.Roles, _ parameters: [APIParameter], lane: Lane,
        _ finding: Finder?, response: APIResponse, _ body: @escaping JobBody
    ) -> APICommand {
        APICommand(
            name, summary, .asynchronous(type), roles: roles,
            parameters: [.id(id, of: Life.kind, required: finding?.needsID ?? true, "Which one.")]
                + parameters,
            response: response
        ) { call in
            let resource = try await self.found(presentation, call, id, finding)
            let order = JobOrder(
                Action(type, on: resource), lane: Self.lane(lane, of: resource, call), by: call)
            return try await self.translating {
                try await self.submit(order) { errand in
                    try await body(try await self.current(resource), call, errand)
                }
            }
        }
    }

    /// Work on what belongs to a machine, or leads to it, waits for work on the machine.
    static func lane(of resource: Resource) -> String {
        let parts = [Volume.kind, Nic.kind, PublicIPAddress.kind]
        return parts.contains(resource.kind)
            ? resource.text("virtualmachineid") ?? resource.id : resource.id
    }

    private static func lane(_ lane: Lane, of resource: Resource, _ call: APICall) -> String {
        guard case .named(let parameter) = lane, let id = call.idIfGiven(parameter) else {
            return self.lane(of: resource)
        }
        return id
    }

    /// A command that is over when it answers. `inSteps` says that it writes more than once.
    func acting<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        id: String = "id", roles: APICommand.Roles = .everyone, inSteps: Bool = false,
        _ parameters: [APIParameter] = [], finding: Finder? = nil, _ body: @escaping ActBody
    ) -> APICommand {
        APICommand(
            name, summary, roles: roles,
            parameters: [.id(id, of: Life.kind, required: finding?.needsID ?? true, "Which one.")]
                + parameters,
            response: .object(presentation.key, presentation.fields)
        ) { call in
            let resource = try await self.found(presentation, call, id, finding)
            let changed = try await self.inTurn(resource, type, call, inSteps: inSteps) {
                try await body($0, call, $1)
            }
            return .object(try await presentation.object(changed, in: self))
        }
    }

    /// The same, answering that it was done.
    func acting<Life: CloudResource>(
        away name: String, _ summary: String, _ type: EventType,
        _ presentation: Presentation<Life>, id: String = "id",
        roles: APICommand.Roles = .everyone, inSteps: Bool = false,
        _ parameters: [APIParameter] = [],
        lane: Lane = .own, finding: Finder? = nil,
        _ body: @escaping @Sendable (Resource, APICall, Errand) async throws -> Void
    ) -> APICommand {
        APICommand(
            name, summary, roles: roles,
            parameters: [.id(id, of: Life.kind, required: finding?.needsID ?? true, "Which one.")]
                + parameters,
            response: .success
        ) { call in
            let resource = try await self.found(presentation, call, id, finding)
            let lane = Self.lane(lane, of: resource, call)
            try await self.inTurn(resource, type, call, lane: lane, inSteps: inSteps) {
                try await body($0, call, $1)
            }
            return .success
        }
    }

    /// Does it at once, but after what is being done to the resource.
    func inTurn<Result: Sendable>(
        _ resource: Resource, _ type: EventType, _ call: APICall, lane: String? = nil,
        inSteps: Bool = false, _ body: (Resource, Errand) async throws -> Result
    ) async throws -> Result {
        try await translating {
            try await jobs.turn(in: lane ?? Self.lane(of: resource)) {
                let resource = try await current(resource)
                return try await act(
                    Action(type, on: resource), for: Errand(call.caller), inSteps: inSteps
                ) { try await body(resource, $0) }
            }
        }
    }

    /// A command that makes something at once.
    func making<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        roles: APICommand.Roles = .everyone, in state: Life.State,
        or other: (state: Life.State, when: @Sendable (APICall) -> Bool)? = nil,
        answer: APIResponse.Shape = .object,
        _ parameters: [APIParameter],
        _ profile: @escaping @Sendable (APICall, String) async throws -> Resource.Profile,
        after: @escaping @Sendable (Resource) -> Void = { _ in }
    ) -> APICommand {
        APICommand(
            name, summary, roles: roles, parameters: parameters,
            response: APIResponse(answer, presentation.key, presentation.fields)
        ) { call in
            try await self.translating {
                let id = EventID.next().description
                let profile = try await profile(call, id)
                let reference = ResourceReference(ResourceKind(Life.kind), id)
                let made = try await self.act(
                    Action(type, reference, profile), for: Errand(call.caller)
                ) { errand in
                    let state = other.flatMap { $0.when(call) ? $0.state : nil } ?? state
                    return [.creation(of: Life.self, id: id, in: state, profile, for: errand)]
                }
                after(made[0])
                let object = try await presentation.object(made[0], in: self)
                return answer == .list ? .list([object], count: 1) : .object(object)
            }
        }
    }

    func found<Life: CloudResource>(
        _ presentation: Presentation<Life>, _ call: APICall, _ parameter: String,
        _ finding: Finder? = nil
    ) async throws -> Resource {
        if let finding { return try await finding.find(call) }
        let resource = try await find(
            Life.self, call.id(parameter), presentation.visibility, for: call.caller)
        // What is shared with everybody is still only its owner's to change.
        if case .shared = presentation.visibility, call.caller.role != .admin,
            !call.caller.owns(resource)
        {
            throw APIError.forbidden("\(resource.name) belongs to somebody else")
        }
        return resource
    }

    /// Errors of lower rooms become the API's.
    func translating<Result: Sendable>(
        _ work: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await work()
        } catch {
            throw APIFailure(error).error
        }
    }
}
