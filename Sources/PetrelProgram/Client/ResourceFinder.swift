internal import PetrelCloud

/// Finds a resource that somebody named instead of giving its id.
struct ResourceFinder {
    let client: CloudClient

    /// The kinds whose resources people name, the likeliest first.
    private static let named = [
        "VirtualMachine", "Volume", "Snapshot", "VirtualMachineTemplate", "Iso", "Network", "Host",
        "StoragePool",
        "Account", "User", "DataCenter", "IpAddress", "ServiceOffering", "DiskOffering",
    ]

    /// What is written like an id is one.
    func id(of text: String, kind: String?) async throws -> String {
        if EventID(text) != nil { return text.lowercased() }
        let kinds =
            kind.map { [$0] }
            ?? Self.named.filter { ResourceCatalogue.resource(ofKind: $0) != nil }
        do {
            for kind in kinds {
                let found = try await resources(of: kind, named: text)
                if found.count == 1, let id = found[0]["id"]?.string { return id }
                if found.count > 1 { throw ambiguous(text, kind, found) }
            }
        } catch let refusal as APIRefusal {
            throw refusal.failure
        }
        throw CommandFailure(
            .refused,
            "no resource has the id or the name \(text): petrel resources lists them; "
                + "removed ones are found by their id")
    }

    private func resources(of kind: String, named name: String) async throws -> [JSONValue] {
        let fields = [("kind", kind), ("name", name), ("limit", "10")]
        return try await client.get(fields.query(of: "/v1/resources"))["resources"]?.array ?? []
    }

    private func ambiguous(_ name: String, _ kind: String, _ found: [JSONValue]) -> CommandFailure {
        let lines = found.map { "  \($0["id"]?.cell ?? "")  \($0["account"]?.cell ?? "")" }
        return CommandFailure(
            .usage,
            (["\(found.count) resources of kind \(kind) are called \(name); give the id of one:"]
                + lines).joined(separator: "\n"))
    }
}
