public import PetrelCloud
public import PetrelLedger
public import PetrelPlugin
internal import PetrelStates

/// Resources of any kind, as a caller may see them. What one may not see is not there.
extension Cloud {
    /// The resource with this id, removed or not; of all kinds when none is named.
    ///
    /// The sides of one resource share its id; the first one in the catalogue stands for it.
    public func resource(
        _ id: String, kind: String? = nil, for caller: Caller
    ) async throws -> Resource? {
        for kind in kind.map({ [$0] }) ?? Self.kindsBeforeSides {
            guard let found = try await ledger.resource(kind: kind, id: id) else { continue }
            if Visibility.of(kind: kind).shows(found, to: caller) { return found }
        }
        return nil
    }

    private static let kindsBeforeSides: [String] = {
        let all = ResourceCatalogue.all
        let whole = all.filter { $0.aspectOf == nil }
        return (whole + all.filter { $0.aspectOf != nil }).map { $0.kind }
    }()

    /// A page of what the caller may see. A page may be short, even empty, and still have a next one, since some
    /// kinds have to be looked at one by one.
    public func resources(
        _ query: ResourceQuery, for caller: Caller
    ) async throws -> Page<Resource> {
        var query = query
        let visibility = Visibility.of(kind: query.kind)
        if case .owned = visibility, !EventScope(caller).narrow(&query) {
            return Page(elements: [], next: nil)
        }
        let page = try await ledger.resources(query)
        return Page(
            elements: page.elements.filter { visibility.shows($0, to: caller) }, next: page.next)
    }
}

extension Resource {
    /// What is known of it and no secret: attributes that hold passwords, keys or user data are left out.
    public var shownAttributes: [String: JSONValue] {
        let blanked = JSONValue.object(profile.attributes).blankingSecrets().object ?? [:]
        return blanked.filter { name, value in
            value == profile.attributes[name] && value != .null
        }
    }
}
