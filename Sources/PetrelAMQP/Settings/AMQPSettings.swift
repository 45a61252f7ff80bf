internal import PetrelPlugin

/// The plug-in's section of the configuration.
struct AMQPSettings: Sendable {
    var targets: [AMQPTarget] = []
    var inbound: [InboundQueue] = []
    var backoff = Backoff()

    init(_ section: PluginSettings) throws {
        var mistakes: [PluginSettingsError.Mistake] = []
        func gather<Result>(_ body: () throws -> Result) throws -> Result? {
            do {
                return try body()
            } catch let error as PluginSettingsError {
                mistakes += error.mistakes
                return nil
            }
        }
        var targetSections: [PluginSettings] = []
        var inboundSections: [PluginSettings] = []
        let read = try gather {
            try section.read { reader in
                targetSections = reader.sections("targets")
                inboundSections = reader.sections("inbound")
                return Backoff(
                    first: reader.seconds("retryfirst", default: .milliseconds(500)),
                    longest: reader.seconds("retrylongest", default: .seconds(30)))
            }
        }
        backoff = read ?? backoff
        targets = try targetSections.compactMap { part in try gather { try AMQPTarget.read(part) } }
        inbound = try inboundSections.compactMap { part in
            try gather { try InboundQueue.read(part) }
        }
        mistakes += Self.twice(targets.map(\.name), "\(section.place).targets")
        mistakes += Self.twice(inbound.map(\.name), "\(section.place).inbound")
        guard mistakes.isEmpty else { throw PluginSettingsError(mistakes: mistakes) }
    }

    private static func twice(
        _ names: [String], _ place: String
    ) -> [PluginSettingsError.Mistake] {
        Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted().map { name in
            .init(key: place, value: "\"\(name)\" twice", expected: "names that differ")
        }
    }
}
