internal import PetrelBus
internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

extension InboundSession {
    typealias Taken = (delivery: AMQPDelivery, inbound: InboundEvent)

    /// Commits what a batch of messages tells, and acknowledges them.
    func take(
        _ deliveries: [AMQPDelivery], _ connection: AMQPConnection, _ letters: inout DeadLetters
    ) async throws {
        guard !deliveries.isEmpty else { return }
        let owner = try await owner()
        var taken: [Taken] = []
        for delivery in deliveries {
            do {
                let inbound = try InboundEvent(
                    delivery, source: queue.source, owner: owner, account: queue.account)
                taken.append((delivery, inbound))
            } catch {
                try await bury(delivery, "\(error)", connection, &letters)
            }
        }
        let new = try await withoutRepeats(taken)
        do {
            try await commit(new.map(\.inbound))
        } catch let error where Self.isAboutContent(error) {
            try await commitOneByOne(new, connection, &letters)
        }
        for (delivery, _) in taken where !letters.holds(delivery.tag) {
            try await connection.acknowledge(delivery.tag)
        }
    }

    private func bury(
        _ delivery: AMQPDelivery, _ reason: String, _ connection: AMQPConnection,
        _ letters: inout DeadLetters
    ) async throws {
        board.count { $0.poisoned += 1 }
        try await connection.publish([letters.letter(for: delivery, because: reason)])
    }

    private func commit(_ new: [InboundEvent]) async throws {
        guard !new.isEmpty else { return }
        let name = queue.name
        let now = Timestamp.now.nanoseconds
        let oldest = now - queue.memory.components.seconds * 1_000_000_000
        let committed = try await context.commit(
            new.map(\.event),
            rows: [
                { rows in
                    for inbound in new {
                        try rows.execute(
                            Self.insertion(inbound),
                            [.text(name), .text(inbound.key), .integer(now)])
                    }
                    try rows.execute(
                        "DELETE FROM amqp_inbound WHERE queue = ? AND time < ?",
                        [.text(name), .integer(oldest)])
                }
            ])
        board.count { $0.committed += Int64(committed.count) }
    }

    /// The same id twice is refused; the same content twice may be two events.
    private static func insertion(_ inbound: InboundEvent) -> String {
        let insertion = "INSERT INTO amqp_inbound (queue, id, time) VALUES (?, ?, ?)"
        let again = " ON CONFLICT (queue, id) DO UPDATE SET time = excluded.time"
        return inbound.isNamed ? insertion : insertion + again
    }

    /// One of them is refused; the others must not suffer.
    private func commitOneByOne(
        _ new: [Taken], _ connection: AMQPConnection, _ letters: inout DeadLetters
    ) async throws {
        for (delivery, inbound) in new {
            do {
                try await commit([inbound])
            } catch let error where Self.isAboutContent(error) {
                try await bury(delivery, "\(error)", connection, &letters)
            }
        }
    }

    /// Whether the ledger refused what the message says, rather than being unable to write.
    private static func isAboutContent(_ error: any Error) -> Bool {
        switch error as? LedgerError {
        case .conflict, .notFound, .exists, .removed, .unknownKind, .notAllowed, .eventMismatch,
            .invalid, .rows:
            true
        default: false
        }
    }

    /// Those that were not committed before, each once.
    private func withoutRepeats(_ taken: [Taken]) async throws -> [Taken] {
        guard !taken.isEmpty else { return [] }
        var known = try await committedKeys(taken.map(\.inbound.key))
        var query = EventQuery()
        query.ids = taken.map(\.inbound.event.id)
        query.includesArchived = true
        query.limit = taken.count
        var ids = Set(try await context.store.events(query).elements.map(\.id))
        var new: [Taken] = []
        for (delivery, inbound) in taken {
            let counts = inbound.isNamed || delivery.isRepeated
            if (counts && known.contains(inbound.key)) || !ids.insert(inbound.event.id).inserted {
                board.count { $0.duplicates += 1 }
                continue
            }
            known.insert(inbound.key)
            new.append((delivery, inbound))
        }
        return new
    }

    private func committedKeys(_ keys: [String]) async throws -> Set<String> {
        let marks = keys.map { _ in "?" }.joined(separator: ", ")
        let name = queue.name
        let rows = try await context.read { reader in
            try reader.rows(
                "SELECT id FROM amqp_inbound WHERE queue = ? AND id IN (\(marks))",
                [.text(name)] + keys.map { .text($0) })
        }
        return Set(
            rows.compactMap { row in
                if case .text(let id) = row.first { id } else { nil }
            })
    }
}
