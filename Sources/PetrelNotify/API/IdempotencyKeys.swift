internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Answers to requests that carried a key: asked again, the same request gets the same answer and does nothing.
struct IdempotencyKeys: Sendable {
    let context: PluginContext
    let now: Timestamp

    func once(
        _ key: String?, _ request: JSONValue, for caller: Caller,
        _ body: () async throws -> JSONValue
    ) async throws -> JSONValue {
        guard let key, !key.isEmpty else { return try await body() }
        guard key.utf8.count <= 255 else {
            throw APIError.invalid("idempotencykey: at most 255 bytes")
        }
        let text = request.description
        let known = try await context.read { reader in
            try reader.rows(
                "SELECT request, answer FROM notify_keys WHERE account = ? AND name = ?",
                [.text(caller.account), .text(key)]
            ).first
        }
        if let known {
            guard known[0].text == RequestDigest.text(of: text) else {
                throw APIError.invalid(
                    "idempotencykey: it came with another request before; take a new one")
            }
            return (try? JSONReader().read(known[1].text ?? "")) ?? .null
        }
        let answer = try await body()
        let row: [LedgerValue] = [
            .text(caller.account), .text(key), .text(RequestDigest.text(of: text)),
            .text(answer.description), .integer(now.nanoseconds),
        ]
        try await context.commit(rows: [
            {
                try $0.execute(
                    """
                    INSERT INTO notify_keys VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (account, name) DO NOTHING
                    """, row)
            }
        ])
        return answer
    }
}
