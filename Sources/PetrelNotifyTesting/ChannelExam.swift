/// What every channel promises, as questions that any of them is asked.
///
/// ```swift
/// @Test(arguments: ChannelExam.questions)
/// func `the pager keeps its promises`(question: ChannelExam.Question) async throws {
///     try await question.ask(pager)
/// }
/// ```
public enum ChannelExam {
    /// One promise.
    public struct Question: Sendable, CustomStringConvertible {
        public let description: String
        private let body: @Sendable (ChannelCandidate) async throws -> Void

        init(
            _ description: String,
            _ body: @escaping @Sendable (ChannelCandidate) async throws -> Void
        ) {
            self.description = description
            self.body = body
        }

        /// Throws ``ChannelExamFailure`` when the promise is not kept.
        public func ask(_ candidate: ChannelCandidate) async throws {
            try await body(candidate)
        }
    }

    public static let questions = declaring + delivering
}

/// A promise that was not kept, and how that showed.
public struct ChannelExamFailure: Error, CustomStringConvertible, Sendable {
    public let description: String
}

func expect(
    _ isKept: Bool, _ promise: @autoclosure () -> String
) throws(ChannelExamFailure) {
    guard isKept else { throw ChannelExamFailure(description: promise()) }
}
