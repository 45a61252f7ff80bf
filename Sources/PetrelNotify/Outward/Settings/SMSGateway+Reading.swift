internal import PetrelPlugin

extension SMSGateway {
    /// From `smsaccount` and its siblings; `nil` without an account.
    static func reading(_ reader: inout PluginSettingsReader, place: String) -> SMSGateway? {
        let account = reader.optionalString("\(place)account")
        let url = reader.string("\(place)url", default: "https://api.twilio.com")
        let token = reader.secret("\(place)token")
        let from = reader.optionalString("\(place)from")
        let service = reader.optionalString("\(place)service")
        guard let account else { return nil }
        guard let token else {
            reader.note("\(place)token", nil, "missing; it is the gateway's secret")
            return nil
        }
        guard (try? OutwardURL(url + "/")) != nil else {
            reader.note("\(place)url", nil, "an address without a path, as https://api.twilio.com")
            return nil
        }
        guard account.utf8.allSatisfy(Self.isWordByte), !account.isEmpty else {
            reader.note("\(place)account", nil, "letters, digits, - and _")
            return nil
        }
        guard (from == nil) != (service == nil) else {
            reader.note("\(place)from", nil, "a sender's number; or service, but not both")
            return nil
        }
        return SMSGateway(url: url, account: account, token: token, from: from, service: service)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte == 0x2D || byte == 0x5F || (0x30...0x39).contains(byte)
            || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
    }
}
