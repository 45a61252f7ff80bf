import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin
import Testing

/// Every command, for every role, on one's own object, on a subdomain's and on a stranger's.
///
/// Nothing is written while it is asked, so that no question changes the answer to the next: who may do something gets
/// as far as a ledger that refuses. What one may not see is answered like what is not there, word for word.
@Suite struct AuthorizationTests {
    @Test(.timeLimit(.minutes(5)))
    func `every command knows who may do what to whose`() async throws {
        let frozen = Switch()
        var size = TestCloud.size(hosts: 2, cores: 16)
        size.publicAddresses = 8
        let cloud = try await TestCloud(
            InterceptedLedger.freezing(SQLiteLedger(path: TestCloud.path()), frozen),
            agent: TestCloud.quickAgent(), size: size)
        let table = try RightsTable()
        #expect(table.faults(of: cloud.registry.all) == [])
        try await cloud.running {
            let estates = try await Estates(cloud)
            frozen.turnOn()
            for caller in estates.callers {
                let questions = Questions(cloud, table, estates, caller)
                for command in cloud.registry.all {
                    let faults = try await questions.ask(command)
                    #expect(faults == [])
                }
            }
        }
        await cloud.ledger.close()
    }
}

/// What one caller asks.
private struct Questions {
    private let cloud: TestCloud
    private let table: RightsTable
    private let estates: Estates
    private let own: Estate

    init(_ cloud: TestCloud, _ table: RightsTable, _ estates: Estates, _ own: Estate) {
        self.cloud = cloud
        self.table = table
        self.estates = estates
        self.own = own
    }

    private static let nobody = "00000000-0000-4000-8000-000000000000"

    private var caller: Caller { own.caller }

    func ask(_ command: APICommand) async throws -> [String] {
        guard let row = table.rows[command.name], row.roles.contains(caller.role) else { return [] }
        var faults: [String] = []
        if let kind = row.lists { faults += try await ask(list: command, of: kind) }
        if command.parameter("account") != nil { faults += await ask(accountsOf: command, row) }
        for (parameter, kind) in row.objects
        where command.parameter(parameter)?.roles.contains(caller.role) ?? true {
            for (whose, estate) in [
                ("own", own), ("a subdomain's", estates.beneath),
                ("a stranger's", estates.stranger),
            ] {
                guard let id = estates.common[kind] ?? estate.ids[kind] else {
                    faults.append("there is no \(kind) to ask \(command.name) for")
                    continue
                }
                let wanted = RightsTable.sees(caller, kind, of: estate.caller)
                let isSeen = await sees(command, row, [parameter: id])
                if isSeen != wanted {
                    let fault = isSeen ? "is let at" : "is kept from"
                    faults.append(
                        "\(command.name): \(caller.username) \(fault) \(whose) \(kind) by \(parameter)"
                    )
                }
            }
        }
        return faults
    }

    /// Whether the answer differs from the one for what is not there.
    private func sees(
        _ command: APICommand, _ row: RightsTable.Row, _ named: [String: String]
    ) async -> Bool {
        var parameters = defaults(row)
        for needed in command.parameters where needed.isRequired {
            parameters[needed.name] = parameters[needed.name] ?? dummy(needed, row)
        }
        let absent = named.mapValues { _ in Self.nobody }
        let found = await answer(command, parameters.merging(named) { $1 })
        let notFound = await answer(command, parameters.merging(absent) { $1 })
        return named.values.reduce(found) { $0.hiding($1) } != notFound.hiding(Self.nobody)
    }

    /// Whose things one may make, list and change by naming an account.
    private func ask(
        accountsOf command: APICommand, _ row: RightsTable.Row
    ) async -> [String] {
        var faults: [String] = []
        for owner in [own, estates.beneath, estates.stranger].map(\.caller) {
            var row = row
            row.defaults["domainid"] = owner.domain
            let isSeen = await sees(command, row, ["account": owner.accountName])
            let wanted = row.isForAccounts && RightsTable.sees(caller, Account.kind, of: owner)
            if isSeen != wanted {
                faults.append(
                    "\(command.name): \(caller.username) for \(owner.accountName): \(isSeen)")
            }
        }
        return faults
    }

    private func dummy(_ parameter: APIParameter, _ row: RightsTable.Row) -> String {
        if let kind = row.objects.first(where: { $0.parameter == parameter.name })?.kind {
            return thing(kind)
        }
        return switch parameter.kind {
        case .integer, .long: "1"
        case .boolean: "false"
        case .uuid: Self.nobody
        default: "x"
        }
    }

    private func thing(_ kind: String) -> String {
        estates.common[kind] ?? own.ids[kind] ?? Self.nobody
    }

    /// The row's values; one that is a kind stands for a thing of it.
    private func defaults(_ row: RightsTable.Row) -> [String: String] {
        row.defaults.mapValues { $0 == Estates.freeAddress ? thing($0) : $0 }
    }

    private func answer(_ command: APICommand, _ parameters: [String: String]) async -> String {
        let maps = command.parameters.filter { $0.kind == .map && $0.isRequired }
            .map { ($0.name, [["key": "a", "value": "b"]]) }
        do {
            let answer = try await cloud.call(
                command.name, parameters, maps: Dictionary(maps) { $1 }, as: caller)
            return "\(answer)"
        } catch {
            return "\(error)"
        }
    }
}

extension Questions {
    /// Of whose things a list tells, with everything asked for and with one asked for by its id.
    private func ask(list command: APICommand, of kind: String) async throws -> [String] {
        let defaults = table.rows[command.name]?.defaults ?? [:]
        let all = try await ids(command, defaults.merging(["listall": "true"]) { $1 })
        var faults: [String] = []
        for estate in [own, estates.beneath, estates.stranger] {
            guard let id = estates.common[kind] ?? estate.ids[kind] else { continue }
            let wanted = RightsTable.sees(caller, kind, of: estate.caller)
            if all.contains(id) != wanted {
                faults.append("\(command.name) to \(caller.username): \(estate.caller.username)")
            }
            guard command.parameter("id") != nil else { continue }
            let one = try await ids(command, defaults.merging(["id": id]) { $1 })
            if one != (wanted ? [id] : []) {
                faults.append("\(command.name) by id to \(caller.username): \(one)")
            }
        }
        return faults + (await leaks(command, defaults))
    }

    /// Whatever else a list can be asked for by its id, it tells of nobody's things that are hidden.
    private func leaks(_ command: APICommand, _ defaults: [String: String]) async -> [String] {
        var faults: [String] = []
        for parameter in command.parameters {
            for estate in [estates.beneath, estates.stranger]
            where !RightsTable.sees(caller, VirtualMachine.kind, of: estate.caller) {
                guard let id = parameter.refersTo.flatMap({ estate.ids[$0] }) else { continue }
                let asked = ["listall": "true", parameter.name: id]
                let answer = await answer(command, defaults.merging(asked) { $1 }).hiding(id)
                for hidden in estate.ids.values where answer.contains(hidden) {
                    faults.append("\(command.name) by \(parameter.name) tells of \(hidden)")
                }
            }
        }
        return faults
    }

    private func ids(
        _ command: APICommand, _ parameters: [String: String]
    ) async throws -> [String] {
        var parameters = parameters
        for needed in command.parameters where needed.isRequired {
            parameters[needed.name] =
                parameters[needed.name] ?? dummy(needed, table.rows[command.name]!)
        }
        return try await cloud.list(command.name, parameters, as: caller)
            .map { ($0["id"] ?? $0["jobid"]).text }
    }
}

extension String {
    fileprivate func hiding(_ id: String) -> String {
        split(separator: id, omittingEmptySubsequences: false).joined(separator: "<id>")
    }
}
