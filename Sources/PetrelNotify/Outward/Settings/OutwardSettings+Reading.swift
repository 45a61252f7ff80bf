public import PetrelPlugin

extension OutwardSettings {
    /// Reads the operator's part of the plug-in's section; each mistake is noted with the reader.
    ///
    /// Lists are texts with commas.
    public init(_ reader: inout PluginSettingsReader) {
        self.init()
        allowsPlainHTTP = reader.boolean("http", default: false)
        ports = Set(
            Self.list(&reader, "ports", "port numbers with commas between them") { word in
                Int(word).flatMap { (1...65_535).contains($0) ? $0 : nil }
            })
        let networks = "networks with commas between them, such as 10.0.0.0/8"
        allowedNetworks = Self.list(&reader, "allow", networks) { AddressRange($0) }
        refusedNetworks = Self.list(&reader, "refuse", networks) { AddressRange($0) }
        let pins = Self.list(&reader, "hosts", "name=address with commas between them") { word in
            Self.pin(word)
        }
        self.pins = Dictionary(pins) { _, last in last }
        commands = Self.list(&reader, "commands", "absolute paths with commas between them") {
            $0.hasPrefix("/") ? $0 : nil
        }
        timeLimit = .seconds(reader.integer("attempttimeout", default: 15, in: 1...30))
        mail = MailServer.reading(&reader, place: "mail")
        sms = SMSGateway.reading(&reader, place: "sms")
    }

    private static func pin(_ word: String) -> (String, InternetAddress)? {
        let parts = word.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, HostName.isName(String(parts[0])),
            let address = InternetAddress(String(parts[1]))
        else { return nil }
        return (parts[0].lowercased(), address)
    }

    private static func list<Element>(
        _ reader: inout PluginSettingsReader, _ name: String, _ expected: String,
        _ read: (String) -> Element?
    ) -> [Element] {
        guard let text = reader.optionalString(name) else { return [] }
        let words = text.split(separator: ",").map { String($0.trimmingBlanks) }
        let elements = words.compactMap(read)
        if elements.count != words.count { reader.note(name, text, expected) }
        return elements
    }
}
