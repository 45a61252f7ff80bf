internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

extension APICommand {
    /// The same command, refusing ids of what the caller may not see before anything else happens.
    ///
    /// Each parameter says what its ids stand for, so no command can forget to ask. What one may not see is not found,
    /// in the same words as what is not there. Lists show nothing instead.
    func guarded(by cloud: Cloud) -> APICommand {
        let kinds = Set(ResourceCatalogue.all.map { $0.kind })
        let named = parameters.filter { $0.refersTo.map(kinds.contains) ?? false }
        guard !named.isEmpty, !name.hasPrefix("list") else { return self }
        let run = run
        return APICommand(
            name, summary, since: since, mode, roles: roles, parameters: parameters,
            response: response
        ) { call in
            try await cloud.translating { try await cloud.check(named, of: call) }
            return try await run(call)
        }
    }
}

extension Cloud {
    fileprivate func check(_ parameters: [APIParameter], of call: APICall) async throws {
        for parameter in parameters {
            guard let kind = parameter.refersTo else { continue }
            let ids =
                parameter.kind == .list
                ? call.ids(parameter.name) : [call.idIfGiven(parameter.name)].compactMap(\.self)
            for id in ids where id != "-1" { try await check(kind, id, call.caller) }
        }
    }

    private func check(_ kind: String, _ id: String, _ caller: Caller) async throws {
        guard let found = try await ledger.resource(kind: kind, id: id), found.removed == nil,
            Visibility.of(kind: kind).shows(found, to: caller) || found.isForAnybody
        else { throw APIError.notFound(kind, id) }
    }
}

extension Resource {
    /// A public address that nobody has can be anybody's.
    fileprivate var isForAnybody: Bool {
        kind == PublicIPAddress.kind && state == PublicIPAddress.State.free.rawValue
    }
}
