internal import PetrelPlugin

extension MailServer {
    /// From `mailhost` and its siblings; `nil` without a host.
    static func reading(_ reader: inout PluginSettingsReader, place: String) -> MailServer? {
        let host = reader.optionalString("\(place)host")
        let security = reader.choice("\(place)security", default: Security.startTLS)
        let port = reader.integer(
            "\(place)port", default: security.usualPort, in: 1...65_535)
        let user = reader.optionalString("\(place)user")
        let password = reader.secret("\(place)password")
        let sender = reader.optionalString("\(place)sender")
        let senderName = reader.string("\(place)sendername", default: "Petrel")
        let authority = reader.file("\(place)cafile")
        let timeLimit = reader.integer("\(place)timeout", default: 30, in: 1...120)
        guard let host else { return nil }
        if let mistake = mistake(host, user, password, sender) {
            reader.note("\(place)\(mistake.name)", nil, mistake.expected)
            return nil
        }
        return MailServer(
            host: host, port: port, security: security, user: user, password: password,
            sender: sender ?? "", senderName: senderName, authority: authority,
            timeLimit: .seconds(timeLimit))
    }

    private static func mistake(
        _ host: String, _ user: String?, _ password: String?, _ sender: String?
    ) -> (name: String, expected: String)? {
        let isHost =
            !host.isEmpty
            && host.utf8.allSatisfy { byte in
                byte == 0x2D || byte == 0x2E || byte == 0x3A || (0x30...0x39).contains(byte)
                    || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
            }
        if !isHost { return ("host", "the name or the address of a mail server") }
        if (user == nil) != (password == nil) {
            return ("password", "belongs to user; set both or neither")
        }
        guard let sender, MailAddress(sender) != nil else {
            return ("sender", "the address mails come from, such as petrel@example.com")
        }
        return nil
    }
}
