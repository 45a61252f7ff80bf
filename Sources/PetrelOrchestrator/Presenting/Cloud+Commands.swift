internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Commands on one resource, from the call to the answer: find it, or not, for this caller; do it as
/// a job or at once; answer with the resource as it then is.
extension Cloud {
    typealias JobBody = @Sendable (Resource, APICall, Errand) async throws -> JobResult
    typealias ActBody = @Sendable (Resource, APICall, Errand) async throws -> Resource

    /// An asynchronous command whose job answers the resource.
    func changing<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        id: String = "id", roles: APICommand.Roles = .everyone, _ parameters: [APIParameter] = [],
        _ body: @escaping ActBody
    ) -> APICommand {
        job(
            name, summary, type, presentation, id: id, roles: roles, parameters,
            response: .object(presentation.key, presentation.fields)
        ) { resource, call, errand in
            let changed = try await body(resource, call, errand)
            return try await presentation.result(changed, in: self)
        }
    }

    /// An asynchronous command whose job answers that it was done.
    func ending<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        id: String = "id", roles: APICommand.Roles = .everyone, _ parameters: [APIParameter] = [],
        _ body: @escaping @Sendable (Resource, APICall, Errand) async throws -> Void
    ) -> APICommand {
        job(
            name, summary, type, presentation, id: id, roles: roles, parameters, response: .success
        ) { resource, call, errand in
            try await body(resource, call, errand)
            return .success
        }
    }

    private func job<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        id: String, roles: APICommand.Roles, _ parameters: [APIParameter], response: APIResponse,
        _ body: @escaping JobBody
    ) -> APICommand {
        APICommand(
            name, summary, .asynchronous(type), roles: roles,
            parameters: [.id(id, of: Life.kind, required: true, "Which one.")] + parameters,
            response: response
        ) { call in
            let resource = try await self.found(presentation, call, id)
            let order = JobOrder(
                Action(type, on: resource), lane: Self.lane(of: resource), by: call)
            return try await self.submit(order) { errand in
                try await body(try await self.current(resource), call, errand)
            }
        }
    }

    /// Work on a part of a machine waits for work on the machine.
    static func lane(of resource: Resource) -> String {
        resource.kind == Volume.kind || resource.kind == Nic.kind
            ? resource.text("virtualmachineid") ?? resource.id : resource.id
    }

    /// A command that is over when it answers. `inSteps` says that it writes more than once.
    func acting<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        id: String = "id", roles: APICommand.Roles = .everyone, inSteps: Bool = false,
        _ parameters: [APIParameter] = [], _ body: @escaping ActBody
    ) -> APICommand {
        APICommand(
            name, summary, roles: roles,
            parameters: [.id(id, of: Life.kind, required: true, "Which one.")] + parameters,
            response: .object(presentation.key, presentation.fields)
        ) { call in
            let resource = try await self.found(presentation, call, id)
            let changed = try await self.translating {
                try await self.act(
                    Action(type, on: resource), for: Errand(call.caller), inSteps: inSteps
                ) { errand in try await body(resource, call, errand) }
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
        _ body: @escaping @Sendable (Resource, APICall, Errand) async throws -> Void
    ) -> APICommand {
        APICommand(
            name, summary, roles: roles,
            parameters: [.id(id, of: Life.kind, required: true, "Which one.")] + parameters,
            response: .success
        ) { call in
            let resource = try await self.found(presentation, call, id)
            try await self.translating {
                try await self.act(
                    Action(type, on: resource), for: Errand(call.caller), inSteps: inSteps
                ) { errand in try await body(resource, call, errand) }
            }
            return .success
        }
    }

    /// A command that makes something at once.
    func making<Life: CloudResource>(
        _ name: String, _ summary: String, _ type: EventType, _ presentation: Presentation<Life>,
        roles: APICommand.Roles = .everyone, in state: Life.State,
        answer: APIResponse.Shape = .object,
        _ parameters: [APIParameter],
        _ profile: @escaping @Sendable (APICall, String) async throws -> Resource.Profile
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
                    [.creation(of: Life.self, id: id, in: state, profile, for: errand)]
                }
                let object = try await presentation.object(made[0], in: self)
                return answer == .list ? .list([object], count: 1) : .object(object)
            }
        }
    }

    func found<Life: CloudResource>(
        _ presentation: Presentation<Life>, _ call: APICall, _ parameter: String
    ) async throws -> Resource {
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
