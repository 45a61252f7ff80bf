public import PetrelPlugin

/// What every plug-in promises, as questions that any of them is asked.
///
/// ```swift
/// @Test(arguments: PluginExam.questions)
/// func `tickets keep their promises`(question: PluginExam.Question) async throws {
///     try await question.ask(Tickets.self, PluginSettings(place: "plugins.tickets"))
/// }
/// ```
public enum PluginExam {
    /// One promise. The settings are such as the plug-in can work with.
    public struct Question: Sendable, CustomStringConvertible {
        public let description: String
        private let body: @Sendable (any Plugin.Type, PluginSettings) async throws -> Void

        init(
            _ description: String,
            _ body: @escaping @Sendable (any Plugin.Type, PluginSettings) async throws -> Void
        ) {
            self.description = description
            self.body = body
        }

        /// Throws ``ExamFailure`` when the promise is not kept.
        public func ask(_ plugin: any Plugin.Type, _ settings: PluginSettings) async throws {
            try await body(plugin, settings)
        }
    }

    public static let questions = declaring + working
}
