internal import PetrelCloud
internal import PetrelLedger
internal import Testing

@testable internal import PetrelNotify

/// Attempts wait for others of their subscription, and none waits for ever.
struct AttemptBookTests {
    private func record(_ subscription: String, _ number: Int64) -> AttemptRecord {
        let time = Timestamp(seconds: number)
        return AttemptRecord(
            id: "\(subscription)-\(number)", subscription: subscription, sequence: number,
            event: "e",
            type: "VM.START", counter: number, attempt: 1, began: time, ended: time, isSuccess: true
        )
    }

    @Test func `those of one subscription go together, when the first has waited long enough`() {
        var book = AttemptBook()
        book.add([record("a", 1)])
        #expect(book.take(all: false).isEmpty)
        book.add([record("b", 2), record("a", 3)])
        for _ in 2..<AttemptBook.patience { #expect(book.take(all: false).isEmpty) }
        #expect(book.take(all: false).map(\.sequence) == [1, 3])
        #expect(book.take(all: false).map(\.sequence) == [2])
        #expect(book.isEmpty)
    }

    @Test func `one with enough of them waits for nobody, and all go when all are asked for`() {
        var book = AttemptBook()
        for number in 0..<AttemptBook.enough { book.add([record("a", Int64(number))]) }
        book.add([record("b", 1)])
        #expect(book.take(all: false).count == AttemptBook.enough)
        book.add([record("a", 1_000)])
        #expect(book.count == 2)
        #expect(Set(book.take(all: true).map(\.subscription)) == ["a", "b"])
        #expect(book.isEmpty && book.take(all: true).isEmpty)
    }

    @Test func `no more are gathered than may be`() {
        var book = AttemptBook()
        for number in 0..<AttemptBook.most + 10 { book.add([record("s-\(number)", 1)]) }
        #expect(book.take(all: false).count == 10)
        #expect(book.count == AttemptBook.most)
    }

    @Test(.timeLimit(.minutes(1)))
    func `an attempt is written down although nobody asks and nothing else happens`() async throws {
        let scene = try await Scene()
        try await scene.begin { $0.checkpoint = .milliseconds(1) }
        let sink = Sink()
        let id = try await scene.subscribe(sink)
        try await scene.happen(["vm-1"])
        await sink.hasTaken(1)
        var found: Int64 = 0
        while found == 0 {
            found = try await scene.ledger.read { reader in
                try reader.rows(
                    "SELECT count(*) FROM notify_attempts WHERE subscription = ?", [.text(id)]
                ).first?.first?.integer ?? 0
            }
        }
        #expect(found == 1)
        await scene.end()
    }
}
