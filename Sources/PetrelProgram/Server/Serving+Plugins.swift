internal import PetrelBus
internal import PetrelLedger
internal import PetrelPlugin

extension Serving {
    /// The plug-ins that are to run, made; they run when the host does. Wrong settings end the start.
    func host(
        _ ledger: any Ledger, _ bus: EventBus, _ registry: CommandRegistry
    ) async throws -> PluginHost {
        let sections = configuration.plugins
        let wanted = plugins.filter { sections.isEnabled($0.name) }
        let host = PluginHost(
            wanted, settings: sections.settings(of: wanted),
            ground: ground(ledger, bus, registry))
        do {
            try await host.prepare()
        } catch let error as PluginSettingsError {
            throw CommandFailure(.misconfigured, sections.mistakes(error).description)
        }
        return host
    }

    private func ground(
        _ ledger: any Ledger, _ bus: EventBus, _ registry: CommandRegistry
    ) -> PluginHost.Ground {
        var ground = PluginHost.Ground(
            ledger: ledger, bus: bus, registry: registry, node: Self.node, logger: logger
        ) { events in
            // The cloud tells the bus of it, as of all that is committed.
            _ = try await ledger.commit(Commit(events: events))
        }
        // Requests have half of the time to end; a half of the rest is left for jobs and the ledger.
        ground.timeToFinish = configuration.stopTime / 4
        return ground
    }

    /// A ledger in a file has one server, which is called the same wherever the file is moved to: cursors have this name.
    private static let node = "main"
}

extension PluginSections {
    /// By name, for those that are given.
    func settings(of plugins: [any Plugin.Type]) -> [String: PluginSettings] {
        Dictionary(plugins.map { ($0.name, settings($0.name)) }) { first, _ in first }
    }
}
