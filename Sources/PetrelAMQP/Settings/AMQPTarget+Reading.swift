internal import Foundation
internal import PetrelBus
internal import PetrelPlugin

extension AMQPTarget {
    /// Reads a target as it is written in the settings, or as parameters of a command.
    static func read(_ section: PluginSettings, id: String? = nil) throws -> AMQPTarget {
        try section.read { reader in
            let name = reader.required("name", "what the target is called in lists and alerts")
            var target = AMQPTarget(id: id ?? name, name: name)
            target.broker = AMQPBroker.read(&reader, name: "petrel target \(name)")
            target.exchange = reader.string("exchange", default: target.exchange)
            target.declares = reader.boolean("declare", default: target.declares)
            target.filter = Self.filter(&reader)
            target.form = reader.choice("form", default: target.form)
            target.unroutable = reader.choice("unroutable", default: target.unroutable)
            target.window = reader.integer("window", default: target.window, in: 1...65_535)
            target.start = reader.choice("from", default: target.start)
            return target
        }
    }

    private static func filter(_ reader: inout PluginSettingsReader) -> TopicPattern {
        let text = reader.string("filter", default: "#")
        do {
            return try TopicPattern(text)
        } catch {
            reader.note("filter", "\"\(text)\"", "a pattern such as *.AlertEvent.# (\(error))")
            return .all
        }
    }
}

extension AMQPBroker {
    /// Reads where a broker is, among the other values of a section.
    static func read(_ reader: inout PluginSettingsReader, name: String) -> AMQPBroker {
        var broker = AMQPBroker()
        broker.connectionName = name
        broker.host = reader.string("host", default: broker.host)
        let tls = reader.boolean("tls", default: false)
        broker.tls = readTLS(&reader, tls)
        broker.port = reader.integer("port", default: tls ? 5671 : 5672, in: 1...65_535)
        broker.virtualHost = reader.string("virtualhost", default: broker.virtualHost)
        readLogin(&reader, &broker)
        let heartbeat = reader.integer("heartbeat", default: 10, in: 0...3_600)
        broker.heartbeat = .seconds(heartbeat)
        broker.patience = .seconds(reader.integer("patience", default: 5, in: 1...60))
        return broker
    }

    private static func readTLS(_ reader: inout PluginSettingsReader, _ isWanted: Bool) -> TLS? {
        var tls = TLS()
        tls.authorities = file("cafile", &reader)
        tls.certificate = file("certfile", &reader)
        tls.key = file("keyfile", &reader)
        tls.checksHostName = reader.boolean("verifyhost", default: true)
        if (tls.certificate == nil) != (tls.key == nil) {
            reader.note("keyfile", nil, "certfile and keyfile go together")
        }
        return isWanted ? tls : nil
    }

    private static func readLogin(_ reader: inout PluginSettingsReader, _ broker: inout AMQPBroker)
    {
        // With `external` the broker takes the user from our certificate.
        let external = reader.boolean("external", default: false)
        let user = reader.string("user", default: "guest")
        broker.user = external ? nil : user
        broker.password = reader.string("password", default: broker.password)
        guard let path = reader.optionalString("passwordfile") else { return }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return reader.note("passwordfile", path, "a file that can be read")
        }
        broker.password = text.trimmingCharacters(in: .newlines)
    }

    private static func file(_ name: String, _ reader: inout PluginSettingsReader) -> String? {
        guard let path = reader.optionalString(name) else { return nil }
        if !FileManager.default.isReadableFile(atPath: path) {
            reader.note(name, path, "a file that can be read")
        }
        return path
    }
}
