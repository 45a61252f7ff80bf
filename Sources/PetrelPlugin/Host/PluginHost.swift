public import Logging
public import PetrelBus
public import PetrelCloud
public import PetrelLedger
internal import Synchronization

/// Runs plug-ins: makes them, registers what they declare, starts them again when they fail, lets them finish at the
/// end. One that fails disturbs no other.
public final class PluginHost: Sendable {
    /// What plug-ins stand on.
    public struct Ground: Sendable {
        public var ledger: any Ledger
        public var bus: EventBus
        public var registry: CommandRegistry
        /// This server's name among several.
        public var node: String
        public var logger: Logger
        /// Commits events that belong to no resource and tells the bus.
        public var tell: @Sendable ([CloudEvent]) async throws -> Void
        public var clock: any Clock<Duration>
        /// How long a plug-in may take once it was told to end.
        public var timeToFinish: Duration = .seconds(10)

        public init(
            ledger: any Ledger, bus: EventBus, registry: CommandRegistry, node: String,
            logger: Logger, clock: any Clock<Duration> = ContinuousClock(),
            tell: @escaping @Sendable ([CloudEvent]) async throws -> Void
        ) {
            self.ledger = ledger
            self.bus = bus
            self.registry = registry
            self.node = node
            self.logger = logger
            self.clock = clock
            self.tell = tell
        }
    }

    let slots: [PluginSlot]
    let ground: Ground

    /// - Parameter settings: By plug-in name; one without is given an empty section.
    public init(_ plugins: [any Plugin.Type], settings: [String: PluginSettings], ground: Ground) {
        self.ground = ground
        slots = plugins.map { type in
            PluginSlot(
                type,
                settings: settings[type.name] ?? PluginSettings(place: "plugins.\(type.name)"),
                ground: ground)
        }
    }

    /// Makes every plug-in once, so that wrong settings stop the server before it starts. Throws a
    /// ``PluginSettingsError`` with the mistakes of all; any other failure is one plug-in's own, and ``run()`` tries
    /// that one again.
    public func prepare() async throws {
        var mistakes: [PluginSettingsError.Mistake] = []
        for slot in slots {
            do {
                try await slot.make()
            } catch let error as PluginSettingsError {
                mistakes += error.mistakes
            } catch {
                slot.logger.warning("not made at the first try: \(error)")
            }
        }
        guard mistakes.isEmpty else { throw PluginSettingsError(mistakes: mistakes) }
        try ground.registry.add([list])
    }

    /// Runs all of them until cancelled, then lets them finish.
    public func run() async throws {
        await withTaskGroup { group in
            for slot in slots { group.addTask { await slot.run() } }
            // Without plug-ins there is nothing to run, and it runs on all the same.
            group.addTask { try? await Task.sleep(for: .seconds(Int64.max / 4)) }
        }
        for slot in slots { slot.withdraw() }
        ground.registry.remove([list.name])
    }

    /// Gives each plug-in its new settings. One whose settings are wrong keeps the old ones; what is wrong is
    /// gathered and thrown at the end as a ``PluginSettingsError``.
    public func reload(_ settings: [String: PluginSettings]) async throws {
        var mistakes: [PluginSettingsError.Mistake] = []
        for slot in slots {
            let place = "plugins.\(slot.type.name)"
            do {
                try await slot.reload(settings[slot.type.name] ?? PluginSettings(place: place))
            } catch let error as PluginSettingsError {
                mistakes += error.mistakes
            } catch {
                mistakes.append(.init(key: place, value: nil, expected: "not taken over: \(error)"))
            }
        }
        guard mistakes.isEmpty else { throw PluginSettingsError(mistakes: mistakes) }
    }

    /// Those that it runs.
    public var plugins: [any Plugin.Type] { slots.map(\.type) }

    /// Whether a plug-in is there to answer; one that failed is not until it is started again.
    public func isMade(_ name: String) -> Bool {
        slots.contains { $0.type.name == name && $0.plugin != nil }
    }

    /// How each plug-in does.
    public func reports() async -> [PluginReport] {
        let last = (try? await ground.ledger.lastSequence) ?? 0
        return slots.map { $0.report(last: last) }
    }

    /// Returns when a plug-in's durable subscriptions have done everything up to a sequence.
    public func settled(_ name: String, through sequence: Int64) async {
        await slots.first { $0.type.name == name }?.progress.settled(through: sequence)
    }

    /// Paths of all plug-ins, by the plug-in's name.
    public var routes: [(plugin: String, route: PluginRoute)] {
        slots.flatMap { slot in slot.plugin?.routes.map { (slot.type.name, $0) } ?? [] }
    }

    /// Pages of all plug-ins, by the plug-in's name.
    public var pages: [(plugin: String, page: PluginPage)] {
        slots.flatMap { slot in slot.plugin?.pages.map { (slot.type.name, $0) } ?? [] }
    }

    /// Metrics of all plug-ins that run, by the plug-in's name.
    public var metrics: [(plugin: String, metric: PluginMetric)] {
        slots.flatMap { slot in slot.plugin?.metrics.map { (slot.type.name, $0) } ?? [] }
    }
}
