internal import PetrelCloud
internal import PetrelPlugin

/// What a plug-in does.
extension PluginExam {
    static let working = [
        Question("what happens while it runs is done", follows),
        Question("what happened while it was away is done when it is back", catchesUp),
        Question("it ends when it is told to, and can begin again", ends),
        Question("beside it, one that fails at once disturbs nobody", besideAFailing),
    ]

    private static func follows(
        _ plugin: any Plugin.Type, _ settings: PluginSettings
    ) async throws {
        let stage = try PluginStage()
        try await stage.running(stage.host([plugin], settings: [plugin.name: settings])) { host in
            try await begun(plugin, host)
            let last = try await stage.happen(1...50)
            await host.settled(plugin.name, through: last)
        }
    }

    private static func catchesUp(
        _ plugin: any Plugin.Type, _ settings: PluginSettings
    ) async throws {
        let stage = try PluginStage()
        try await stage.running(stage.host([plugin], settings: [plugin.name: settings])) { host in
            try await begun(plugin, host)
            await host.settled(plugin.name, through: try await stage.happen(1...20))
        }
        let last = try await stage.happen(21...400)
        try await stage.running(stage.host([plugin], settings: [plugin.name: settings])) { host in
            await host.settled(plugin.name, through: last)
        }
    }

    private static func ends(_ plugin: any Plugin.Type, _ settings: PluginSettings) async throws {
        let stage = try PluginStage()
        for round in 0..<3 {
            let host = stage.host([plugin], settings: [plugin.name: settings])
            try await stage.running(host) { host in
                try await begun(plugin, host)
                let last = try await stage.happen((round * 10 + 1)...(round * 10 + 10))
                await host.settled(plugin.name, through: last)
            }
            let report = await host.reports().first { $0.name == plugin.name }
            try expect(report?.state, is: .stopped, "stopped")
            try expect(report?.restarts, is: 0, "no failure")
        }
    }

    private static func besideAFailing(
        _ plugin: any Plugin.Type, _ settings: PluginSettings
    ) async throws {
        let stage = try PluginStage()
        let host = stage.host([FailingPlugin.self, plugin], settings: [plugin.name: settings])
        try await stage.running(host) { host in
            try await begun(plugin, host)
            await host.settled(plugin.name, through: try await stage.happen(1...30))
        }
    }

    /// Returns when the plug-in's subscriptions are there: what happens from now on is theirs.
    private static func begun(_ plugin: any Plugin.Type, _ host: PluginHost) async throws {
        await host.settled(plugin.name, through: 0)
    }
}

/// Throws as soon as it runs.
struct FailingPlugin: Plugin {
    struct Failure: Error {}

    static let name = "failing"
    static let summary = "Fails at once."

    init(_ context: PluginContext) throws { try context.settings.read { _ in } }

    func run() async throws { throw Failure() }
}
