/// The channels that come with Petrel. A new one is one line here.
public let builtInChannels: [any Channel.Type] = [
    WebhookChannel.self, EmailChannel.self, SMSChannel.self, ChatChannel.self,
    PagerDutyChannel.self, CommandChannel.self,
]
