internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Records as `listUsageRecords` answers them.
struct RecordAnswer {
    static let fields: [APIField] = [
        APIField("account", .string, "The account's name."),
        APIField("accountid", .string, "The account."),
        APIField("projectid", .string, "The project."),
        APIField("project", .string, "The project's name."),
        APIField("domainid", .string, "The domain."),
        APIField("domain", .string, "The domain's name."),
        APIField("domainpath", .string, "The domain's path."),
        APIField("zoneid", .string, "The zone."),
        APIField("description", .string, "What was used."),
        APIField("usage", .string, "How much, with its unit."),
        APIField("usagetype", .integer, "The number of the usage type."),
        APIField("rawusage", .string, "How much, as a number."),
        APIField("virtualmachineid", .string, "The machine."),
        APIField("name", .string, "The resource's name."),
        APIField("offeringid", .string, "The offering."),
        APIField("templateid", .string, "The template."),
        APIField("ostypeid", .string, "The guest system's type."),
        APIField("osdisplayname", .string, "The guest system's name."),
        APIField("oscategoryid", .string, "The guest system's category."),
        APIField("oscategoryname", .string, "The name of that category."),
        APIField("usageid", .string, "The resource."),
        APIField("type", .string, "The resource's type."),
        APIField("size", .long, "Its size in bytes."),
        APIField("virtualsize", .long, "Its virtual size in bytes."),
        APIField("cpunumber", .long, "The number of cores."),
        APIField("cpuspeed", .long, "The speed of a core in MHz."),
        APIField("memory", .long, "The memory in MiB."),
        APIField("startdate", .date, "Where the record begins."),
        APIField("enddate", .date, "The last second of the record."),
        APIField("issourcenat", .boolean, "Whether the address is for source NAT."),
        APIField("issystem", .boolean, "Whether the address is the system's."),
        APIField("networkid", .string, "The network."),
        APIField("isdefault", .boolean, "Whether the card is the machine's first."),
        APIField("vpcid", .string, "The private cloud."),
        APIField(
            "tags", .list, "The resource's tags.",
            fields: [APIField("key", .string), APIField("value", .string)]),
        APIField("hasannotations", .boolean, "Whether there are comments."),
    ]

    let store: any LedgerReading
    let usesIDs: Bool
    let includesTags: Bool
    private var known: [ResourceReference: Resource?] = [:]

    init(_ store: any LedgerReading, usesIDs: Bool, includesTags: Bool) {
        self.store = store
        self.usesIDs = usesIDs
        self.includesTags = includesTags
    }

    mutating func answer(_ record: UsageRecord) async throws -> JSONValue {
        var members = try await owner(record.terms)
        members["zoneid"] = record.terms.zone.map(JSONValue.string)
        members["usagetype"] = record.type.map { .integer(Int64($0.id)) }
        members["usage"] = .string(record.usageText)
        members["rawusage"] = .string(record.rawUsage)
        members["usageid"] = .string(record.resource.id)
        members["name"] = record.terms.name.map(JSONValue.string)
        members["startdate"] = .date(record.window.start)
        members["enddate"] = .date(record.window.end.advanced(by: .nanoseconds(-1)))
        members["hasannotations"] = false
        members.merge(what(record)) { own, _ in own }
        members["description"] = .string(try await description(record))
        if includesTags { members["tags"] = try await tags(record) }
        return .object(members)
    }

    private mutating func owner(_ terms: UsageTerms) async throws -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if let project = terms.project {
            members["projectid"] = .string(project)
            members["project"] = try await name("Project", project).map(JSONValue.string)
        } else {
            members["accountid"] = .string(terms.account)
            members["account"] = try await name("Account", terms.account).map(JSONValue.string)
        }
        members["domainpath"] = terms.domainPath.map { .string(Self.shown(path: $0)) }
        if let domain = terms.domain {
            members["domainid"] = .string(domain)
            members["domain"] = try await name("Domain", domain).map(JSONValue.string)
        }
        return members
    }

    /// `/acme/` is `ROOT/acme` to people.
    private static func shown(path: String) -> String {
        (["ROOT"] + path.split(separator: "/").map(String.init)).joined(separator: "/")
    }

    /// The members that the usage type brings along.
    private func what(_ record: UsageRecord) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        let attributes = record.terms.attributes
        for name in [
            "templateid", "size", "virtualsize", "cpunumber", "cpuspeed", "memory", "issourcenat",
            "issystem", "networkid", "isdefault", "virtualmachineid",
        ] { members[name] = attributes[name] }
        members["offeringid"] =
            attributes["serviceofferingid"] ?? attributes["diskofferingid"]
            ?? attributes["networkofferingid"] ?? attributes["backupofferingid"]
        members["type"] = attributes["hypervisor"] ?? attributes["type"]
        switch record.meter {
        case .runningVM, .allocatedVM: members["virtualmachineid"] = .string(record.resource.id)
        case .ipAddress where attributes["issourcenat"] == true: members["type"] = "SourceNat"
        case .network: members["networkid"] = .string(record.resource.id)
        case .vpc: members["vpcid"] = .string(record.resource.id)
        default: break
        }
        if !record.subject.isEmpty { members["virtualmachineid"] = .string(record.subject) }
        return members
    }

    private mutating func description(_ record: UsageRecord) async throws -> String {
        let resource = usesIDs ? record.resource.id : record.terms.name ?? record.resource.id
        var parts = [
            Self.words(record.meter).map { "\(resource) \($0)" } ?? "\(resource) \(record.meter)"
        ]
        for (attribute, kind, word) in [
            ("serviceofferingid", "ServiceOffering", "ServiceOffering"),
            ("diskofferingid", "DiskOffering", "DiskOffering"),
            ("networkofferingid", "NetworkOffering", "NetworkOffering"),
            ("templateid", "VirtualMachineTemplate", "Template"),
        ] {
            guard let id = record.attribute(attribute) else { continue }
            let shown = usesIDs ? id : try await name(kind, id) ?? id
            parts.append("(\(word): \(shown))")
        }
        if record.isCorrection { parts.append("(correction)") }
        return parts.joined(separator: " ")
    }

    private static func words(_ meter: Meter) -> String? {
        switch meter {
        case .runningVM: "running time"
        case .allocatedVM: "allocated"
        case .volume: "usage time"
        case .ipAddress: "address assigned"
        case .networkBytesSent: "bytes sent"
        case .networkBytesReceived: "bytes received"
        default:
            UsageType(meter).map {
                $0.name.lowercased().split(separator: "_").joined(separator: " ")
            }
        }
    }

    private mutating func tags(_ record: UsageRecord) async throws -> JSONValue? {
        let resource = try await find(record.resource.kind, record.resource.id)
        return resource?.profile.attributes["tags"].flatMap { $0.array == nil ? nil : $0 }
    }

    private mutating func name(_ kind: String, _ id: String) async throws -> String? {
        try await find(kind, id)?.profile.name
    }

    private mutating func find(_ kind: String, _ id: String) async throws -> Resource? {
        let reference = ResourceReference(kind: kind, id: id)
        if let known = known[reference] { return known }
        if known.count > 10_000 { known = [:] }
        let found = try await store.resource(kind: kind, id: id)
        known[reference] = .some(found)
        return found
    }
}
