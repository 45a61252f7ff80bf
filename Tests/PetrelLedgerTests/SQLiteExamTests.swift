internal import PetrelLedger
internal import PetrelServerTesting
internal import Testing

@Suite struct `The SQLite engine` {
    @Test(arguments: LedgerExam.questions)
    func `keeps the promises of every ledger`(question: LedgerExam.Question) async throws {
        let folder = try LedgerFolder()
        var options = SQLiteOptions()
        options.eventsPerPartition = LedgerExam.eventsPerPartition
        let ledger = try folder.open(options)
        try await question.ask(ledger)
        let verification = try await SQLiteExamCheck.verification(of: ledger, in: folder)
        #expect(verification.fault == nil)
    }

    /// Readers behind what memory holds read the file, and see the same.
    @Test(arguments: LedgerExam.questions)
    func `keeps them with almost no memory`(question: LedgerExam.Question) async throws {
        let folder = try LedgerFolder()
        var options = SQLiteOptions()
        options.eventsPerPartition = LedgerExam.eventsPerPartition
        options.eventsInMemory = 1
        options.commitsPerGroup = 2
        try await question.ask(try folder.open(options))
    }
}

/// Whatever the exam wrote, the chain holds, also when the exam closed the ledger.
private enum SQLiteExamCheck {
    static func verification(
        of ledger: SQLiteLedger, in folder: LedgerFolder
    ) async throws -> LedgerVerification {
        await ledger.close()
        return try await folder.open().verify()
    }
}
