internal import Logging
internal import PetrelCloud
internal import Synchronization

/// The place of one plug-in in its host: the plug-in at work, its settings and its history.
final class PluginSlot: Sendable {
    struct State {
        var settings: PluginSettings
        var plugin: (any Plugin)?
        /// Names of the commands that are registered.
        var commands: [String] = []
        var phase = PluginReport.State.starting
        var restarts = 0
        var failure: (text: String, time: Timestamp)?
        var restartAsked = false
        /// Tells the running plug-in to end.
        var stop: (@Sendable () -> Void)?
    }

    let type: any Plugin.Type
    let ground: PluginHost.Ground
    let progress = PluginProgress()
    let state: Mutex<State>
    let logger: Logger

    init(_ type: any Plugin.Type, settings: PluginSettings, ground: PluginHost.Ground) {
        self.type = type
        self.ground = ground
        state = Mutex(State(settings: settings))
        var logger = ground.logger
        logger[metadataKey: "plugin"] = "\(type.name)"
        self.logger = logger
    }

    var plugin: (any Plugin)? { state.withLock { $0.plugin } }

    func make() async throws {
        let settings = state.withLock { $0.settings }
        let made = try await type.init(context(settings))
        let old = state.withLock { state in
            defer { state.commands = made.commands.map(\.name) }
            state.plugin = made
            return state.commands
        }
        // What the plug-in before it declared spoke to that one.
        ground.registry.remove(old)
        try ground.registry.add(made.commands)
    }

    func context(_ settings: PluginSettings) -> PluginContext {
        PluginContext(
            name: type.name, node: ground.node, settings: settings, logger: logger,
            bus: ground.bus, ledger: ground.ledger, progress: progress, tell: ground.tell)
    }

    /// Takes back what was registered.
    func withdraw() {
        ground.registry.remove(state.withLock { $0.commands })
    }

    func report(last: Int64) -> PluginReport {
        let now = state.withLock { $0 }
        return PluginReport(
            name: type.name, summary: type.summary, state: now.phase,
            health: now.phase == .failed
                ? .waiting(now.failure?.text ?? "") : now.plugin?.health ?? .well,
            behind: progress.behind(last), restarts: now.restarts,
            lastFailure: now.failure?.text, lastFailureTime: now.failure?.time)
    }
}
