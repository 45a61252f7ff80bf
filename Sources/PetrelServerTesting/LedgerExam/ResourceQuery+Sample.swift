internal import PetrelCloud
internal import PetrelLedger
internal import PetrelTesting

extension SampleMachine {
    private static let paths = ["/", "/acme/", "/acme/research/", "/acme-two/"]

    /// The changes of a machine that is created, perhaps starts, perhaps is removed again.
    static func life(_ number: Int, _ random: inout SeededRandom) -> [Change] {
        var machine = SampleMachine(
            "vm-\(number)", account: "account-\(number % 4)",
            domainPath: paths.randomElement(using: &random) ?? "/", name: "Web\(number % 7)_x")
        machine.profile.zone = "zone-\(number % 3)"
        machine.profile.parent = number % 5 == 0 ? nil : "host-\(number % 5)"
        machine.profile.attributes = [
            "displayname": .string("Machine \(number)"), "cpu": .integer(Int64(number % 2)),
            "ha.enabled": .bool(number % 3 == 0), "tags": ["a", .integer(Int64(number % 2))],
        ]
        // Several are made in the same second, so that the id has to decide.
        let creation = machine.creation(time: Timestamp(seconds: Int64(number / 3)))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return [creation, machine.start(at: 1)]
        case 1: return [creation, machine.expunge(at: 1), machine.removal(at: 2)]
        case 2: return [creation, machine.rename(to: "New\(number % 3)", at: 1)]
        default: return [creation]
        }
    }

    private func expunge(at version: Int64) -> Change {
        move(from: "Stopped", on: "ExpungeOperation", to: "Expunging", at: version)
    }
}

extension ResourceQuery {
    /// A question that some of the resources probably answer.
    static func sample(
        from resources: [Resource], _ random: inout SeededRandom
    ) -> ResourceQuery {
        var query = ResourceQuery(kind: "VirtualMachine")
        query.limit = [1, 4, 25, 500].randomElement(using: &random) ?? 25
        query.ascending = Bool.random(using: &random)
        query.includesRemoved = Int.random(in: 0..<3, using: &random) == 0
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            guard let resource = resources.randomElement(using: &random) else { break }
            query.narrow(to: resource, by: Int.random(in: 0..<11, using: &random))
        }
        return query
    }

    /// Asks for what this resource has.
    private mutating func narrow(to resource: Resource, by aspect: Int) {
        let profile = resource.profile
        switch aspect {
        case 0: ids = [resource.id, "vm-3", "nobody"]
        case 1: states = [resource.state]
        case 2: states = ["Stopped", "Starting", "Stopped"]
        case 3: name = profile.name
        case 4: keyword = "b2_"
        case 5: account = profile.owner?.account
        case 6: domainPath = profile.domainPath
        case 7: (domainPath, includesSubdomains) = (profile.domainPath, true)
        case 8: zone = profile.zone
        case 9: parent = profile.parent
        default: attributes = profile.attributes.filter { $0.key != "displayname" }
        }
    }

    /// Whether the resource is one that the question asks for, said as plainly as can be.
    func isAnswered(by resource: Resource) -> Bool {
        let profile = resource.profile
        let text = [profile.name, profile.attributes["displayname"]?.string]
            .compactMap { $0?.lowercased() }
        return (includesRemoved || resource.removed == nil)
            && attributes.allSatisfy { profile.attributes[$0.key] == $0.value }
            && [
                ids?.contains(resource.id), states?.contains(resource.state),
                name.map { $0 == profile.name }, account.map { $0 == profile.owner?.account },
                zone.map { $0 == profile.zone }, parent.map { $0 == profile.parent },
                domainPath.map { isWithin($0, profile.domainPath) },
                keyword.map { word in text.contains { $0.contains(word.lowercased()) } },
            ].allSatisfy { $0 ?? true }
    }

    private func isWithin(_ path: String, _ own: String?) -> Bool {
        guard let own else { return false }
        return includesSubdomains ? own.hasPrefix(path) : own == path
    }
}
