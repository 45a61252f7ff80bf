internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Who may see a kind of resource.
enum Visibility: Sendable {
    /// Its owner, those above the owner in the domain tree, and administrators.
    case owned
    /// Its owner and those above, or everybody when it says that it is public.
    case shared
    /// Everybody.
    case everyone
    /// Administrators of the cloud.
    case operators
    /// Who owns it or rules the domain in which it stands; a domain itself, by those who stand in it too.
    case domain
}

extension Visibility {
    func shows(_ resource: Resource, to caller: Caller) -> Bool {
        if caller.role == .admin { return true }
        switch self {
        case .everyone: return true
        case .operators: return false
        case .shared where resource.flag("ispublic"): return true
        case .owned, .shared: return caller.owns(resource)
        case .domain: return caller.owns(resource) || caller.standsIn(resource)
        }
    }
}

extension Caller {
    var isDomainAdmin: Bool { role == .domainAdmin || role == .resourceAdmin }

    func owns(_ resource: Resource) -> Bool {
        resource.profile.owner?.account == account || rules(resource)
    }

    /// Whether it is the caller's own domain, which everybody may name.
    func standsIn(_ resource: Resource) -> Bool { resource.id == domain }

    /// Whether it stands in a domain that the caller administers.
    func rules(_ resource: Resource) -> Bool {
        guard isDomainAdmin, let path = resource.profile.domainPath else { return false }
        return path.hasPrefix(domainPath)
    }
}

extension Cloud {
    /// The resource, if the caller may see it; else it is not found, whatever the reason.
    func find<Life: CloudResource>(
        _ life: Life.Type, _ id: String, _ visibility: Visibility, for caller: Caller
    ) async throws -> Resource {
        guard let found = try await resource(life, id), visibility.shows(found, to: caller) else {
            throw APIError.notFound(life.kind, id)
        }
        return found
    }
}
