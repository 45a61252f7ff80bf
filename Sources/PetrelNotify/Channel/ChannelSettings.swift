public import PetrelCloud

/// What a subscription says about its channel: a JSON object.
public struct ChannelSettings: Sendable, Hashable {
    public let values: [String: JSONValue]

    public init(_ values: [String: JSONValue] = [:]) {
        self.values = values
    }

    /// `nil` for JSON that is no object.
    public init?(_ json: JSONValue) {
        guard let values = json.object else { return nil }
        self.values = values
    }

    /// Reads values one after the other and throws once, with all that is wrong, unknown settings included.
    public func read<Result>(
        _ declared: [ChannelSetting], _ body: (inout ChannelSettingsReader) -> Result
    ) throws(ChannelMistakes) -> Result {
        var reader = ChannelSettingsReader(self, declared)
        let result = body(&reader)
        try reader.finish()
        return result
    }
}

extension ChannelSettings {
    /// The same without what `channel` declares to be secret.
    public func withoutSecrets(of channel: any Channel.Type) -> ChannelSettings {
        let secret = Set(channel.settings.filter(\.isSecret).map(\.name))
        return ChannelSettings(values.filter { !secret.contains($0.key) })
    }
}
