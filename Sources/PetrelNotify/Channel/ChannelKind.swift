/// Which way a channel takes: `webhook`, `email`, `sms`, `chat`, `pagerduty`, `command`, or a word of a stranger's.
public struct ChannelKind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral literal: String) { rawValue = literal }
}

extension ChannelKind: CustomStringConvertible {
    public var description: String { rawValue }

    public static let webhook: ChannelKind = "webhook"
    public static let email: ChannelKind = "email"
    public static let sms: ChannelKind = "sms"
    public static let chat: ChannelKind = "chat"
    public static let pagerDuty: ChannelKind = "pagerduty"
    public static let command: ChannelKind = "command"
}
