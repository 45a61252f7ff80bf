public import PetrelCloud

/// Under what usage is paid: whose it is, where, and what the price may depend on.
///
/// Usage goes on in one interval as long as its terms stay the same.
public struct UsageTerms: Hashable, Sendable {
    /// The UUID of the account that pays; empty for what nobody owns.
    public var account: String
    public var domain: String?
    public var project: String?
    /// The path of the owner's domain, ending in `/`.
    public var domainPath: String?
    public var zone: String?
    /// The resource's name at the time.
    public var name: String?
    /// Offering, size and whatever else belongs to the meter.
    public var attributes: [String: JSONValue]

    public init(
        account: String, domain: String? = nil, project: String? = nil, domainPath: String? = nil,
        zone: String? = nil, name: String? = nil, attributes: [String: JSONValue] = [:]
    ) {
        self.account = account
        self.domain = domain
        self.project = project
        self.domainPath = domainPath
        self.zone = zone
        self.name = name
        self.attributes = attributes
    }

    /// The same terms whatever the resource is called.
    var unnamed: UsageTerms {
        var terms = self
        terms.name = nil
        return terms
    }
}

extension UsageTerms {
    /// As text; equal terms have equal texts.
    var text: String { JSONValue.object(members).description }

    private var members: [String: JSONValue] {
        var members: [String: JSONValue] = ["account": .string(account)]
        members["domain"] = domain.map(JSONValue.string)
        members["project"] = project.map(JSONValue.string)
        members["path"] = domainPath.map(JSONValue.string)
        members["zone"] = zone.map(JSONValue.string)
        members["name"] = name.map(JSONValue.string)
        if !attributes.isEmpty { members["attributes"] = .object(attributes) }
        return members
    }

    /// Reads what ``text`` gives.
    init(text: String) throws {
        self.init(json: try JSONReader().read(text))
    }

    init(json: JSONValue) {
        self.init(
            account: json["account"]?.string ?? "", domain: json["domain"]?.string,
            project: json["project"]?.string, domainPath: json["path"]?.string,
            zone: json["zone"]?.string, name: json["name"]?.string,
            attributes: json["attributes"]?.object ?? [:])
    }

    var json: JSONValue { .object(members) }
}

extension UsageTerms {
    /// What an event tells of the owner and the place.
    init(of event: CloudEvent) {
        self.init(
            account: event.owner?.account ?? "", domain: event.owner?.domain,
            project: event.owner?.project, domainPath: event.domainPath, zone: event.zone)
    }
}
