public import PetrelLedger

/// What every ledger promises, as questions that any engine is asked.
///
/// ```swift
/// @Test(arguments: LedgerExam.questions)
/// func `the engine keeps its promises`(question: LedgerExam.Question) async throws {
///     try await question.ask(MyLedger(…))
/// }
/// ```
public enum LedgerExam {
    /// One promise. It is asked of an empty ledger that begins a partition every ``eventsPerPartition`` events.
    public struct Question: Sendable, CustomStringConvertible {
        public let description: String
        /// Throws ``ExamFailure`` when the promise is not kept.
        public let ask: @Sendable (any Ledger) async throws -> Void

        init(
            _ description: String, _ ask: @escaping @Sendable (any Ledger) async throws -> Void
        ) {
            self.description = description
            self.ask = ask
        }
    }

    public static let eventsPerPartition: Int64 = 50

    public static let questions = commits + rules + feeds + cursors + lists + retention
}
