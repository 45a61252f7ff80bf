internal import Foundation
internal import Logging
public import PetrelBus
internal import PetrelCloud
public import PetrelLedger
public import PetrelPlugin

/// A ledger in a temporary folder, a bus and a host: where plug-ins are tried.
///
/// The folder goes with the stage.
public final class PluginStage: Sendable {
    public let ledger: SQLiteLedger
    public let bus = EventBus()
    public let registry = CommandRegistry()
    /// Where the ledger's file is.
    public let path: String
    /// What goes with the stage.
    private let folder: URL?

    public init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stage-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "ledger.db").path
        ledger = try SQLiteLedger(path: path)
        self.folder = folder
    }

    /// A stage over a ledger that is there already, and stays.
    public init(opening path: String) throws {
        self.path = path
        ledger = try SQLiteLedger(path: path)
        folder = nil
    }

    deinit {
        if let folder { try? FileManager.default.removeItem(at: folder) }
    }

    /// A host of this stage's; made anew, it is a server that was started again.
    public func host(
        _ plugins: [any Plugin.Type], settings: [String: PluginSettings] = [:],
        clock: any Clock<Duration> = ContinuousClock()
    ) -> PluginHost {
        let ledger = ledger
        return PluginHost(
            plugins, settings: settings,
            ground: PluginHost.Ground(
                ledger: ledger, bus: bus, registry: registry, node: "node-1",
                logger: Logger(label: "stage") { _ in SwiftLogNoOpLogHandler() }, clock: clock
            ) { events in
                _ = try await ledger.commit(Commit(events: events))
            })
    }

    /// Commits changes of machines, and says where the ledger then ends.
    @discardableResult
    public func happen(_ machines: ClosedRange<Int>) async throws -> Int64 {
        let changes = machines.map { SampleMachine("vm-\($0)").creation() }
        return try await ledger.commit(Commit(changes: changes)).events.last?.sequence ?? 0
    }

    /// Runs the host while `body` does something, then lets it finish.
    public func running<Result: Sendable>(
        _ host: PluginHost, _ body: @Sendable (PluginHost) async throws -> Result
    ) async throws -> Result {
        try await host.prepare()
        let work = Task { try await host.run() }
        do {
            let result = try await body(host)
            work.cancel()
            try await work.value
            return result
        } catch {
            work.cancel()
            _ = await work.result
            throw error
        }
    }
}
