/// Everything that is wrong with a subscription's channel settings.
public struct ChannelMistakes: Error, Sendable, Hashable {
    public struct Mistake: Sendable, Hashable {
        public var setting: String
        /// What is wrong and what to do; never a secret.
        public var remedy: String

        public init(_ setting: String, _ remedy: String) {
            self.setting = setting
            self.remedy = remedy
        }
    }

    public var mistakes: [Mistake]

    public init(_ mistakes: [Mistake]) { self.mistakes = mistakes }
}

extension ChannelMistakes: CustomStringConvertible {
    public var description: String {
        mistakes.map { "\($0.setting): \($0.remedy)" }.joined(separator: "\n")
    }
}
