internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What a user asked for, on which resource. Its events are filed under the resource's owner.
struct Action: Sendable {
    var type: EventType
    var resource: ResourceReference?
    var owner: CloudEvent.Owner?
    var domainPath: String?
    var zone: String?
    var name: String?

    init(_ type: EventType, on resource: Resource) {
        self.init(type, resource.reference, resource.profile)
    }

    init(_ type: EventType, _ reference: ResourceReference?, _ profile: Resource.Profile?) {
        self.type = type
        resource = reference
        owner = profile?.owner
        domainPath = profile?.domainPath
        zone = profile?.zone
        name = profile?.name
    }

    /// A step of it.
    func event(
        _ outcome: CloudEvent.Outcome, for errand: Errand, reason: String? = nil,
        id: EventID = .next()
    ) -> CloudEvent {
        let what = name ?? resource?.id ?? "the cloud"
        let detail = reason.map { ": \($0)" } ?? ""
        var attributes: [String: JSONValue] = [:]
        if let first = errand.first, first != id {
            attributes["parentid"] = .string(first.description)
        }
        return .action(
            type, outcome, on: resource, by: errand.actor, owner: owner, domainPath: domainPath,
            zone: zone, cause: errand.cause,
            description: "\(type) \(outcome.rawValue) for \(what)\(detail)",
            attributes: attributes, id: id)
    }
}

extension Cloud {
    /// Does something that is over when the call returns: its changes and the event that tells of
    /// the action are one commit. A failure is told as well.
    @discardableResult
    func act(
        _ action: Action, for errand: Errand, _ changes: (Errand) throws -> [Change]
    ) async throws -> [Resource] {
        let id = EventID.next()
        do {
            let changes = try changes(errand.following(id))
            return try await write(
                changes, telling: [action.event(.succeeded, for: errand, id: id)])
        } catch {
            await tell(failure: error, of: action, for: errand, id: id)
            throw error
        }
    }

    /// The same for work that writes for itself. One change takes the end along in its commit. Work in several steps
    /// has its start told with the first one, and its end after the last.
    func act<Result: Sendable>(
        _ action: Action, for errand: Errand, inSteps: Bool = false,
        _ work: (Errand) async throws -> Result
    ) async throws -> Result {
        let first = action.event(inSteps ? .started : .succeeded, for: errand)
        var following = errand.following(pending: first)
        if following.first == nil { following = following.beginning(with: first.id) }
        do {
            let result = try await work(following)
            let waiting = following.pending?.waiting ?? []
            let end = inSteps ? [action.event(.succeeded, for: following)] : []
            if !(waiting + end).isEmpty { try await tell(waiting + end) }
            return result
        } catch {
            let isTold = following.pending?.waiting.isEmpty ?? true
            await tell(failure: error, of: action, for: isTold ? following : errand)
            throw error
        }
    }

    /// Where even that cannot be written the caller still learns what went wrong first; an action that was told to have
    /// started is failed by the next start of the server.
    private func tell(
        failure error: any Error, of action: Action, for errand: Errand, id: EventID = .next()
    ) async {
        let reason = APIFailure(error).error.text
        try? await tell([action.event(.failed, for: errand, reason: reason, id: id)])
    }
}
