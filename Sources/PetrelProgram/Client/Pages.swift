internal import PetrelCloud

/// Lists of the `/v1` paths, page by page.
struct Pages {
    let client: CloudClient
    /// What the list is called in the answer.
    let member: String

    /// At most `limit` items, in the order the server gives them.
    func items(
        _ path: String, _ fields: [(String, String)], limit: Int
    ) async throws -> [JSONValue] {
        do {
            return try await client.session { session in
                var found: [JSONValue] = []
                let page = [("limit", String(min(max(limit, 1), 1_000)))]
                var next: String? = (fields + page).query(of: path)
                while let target = next, found.count < limit {
                    let answer = try await session.get(target)
                    found += answer[member]?.array ?? []
                    next = answer["next"]?.string
                }
                return Array(found.prefix(limit))
            }
        } catch let refusal as APIRefusal {
            throw refusal.failure
        }
    }
}
