internal import ArgumentParser
internal import Foundation
internal import PetrelCloud

/// A load to look at, or to measure with.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Puts a load of a given shape and seed on a running server.",
        discussion: """
            Tenants with accounts and keys of their own deploy, start, stop, reboot and destroy machines, each machine \
            over a connection of its own. Afterwards they are deleted with all they have. Needs an administrator's keys.

            petrel simulate --operations 100
            petrel simulate --tenants 10 --machines 20 --rate 200 --duration 1m --seed 7
            """)

    @Option(help: "Tenants.")
    var tenants = 3

    @Option(help: "Machines that each tenant keeps busy.")
    var machines = 4

    @Option(help: "Operations a second of all together; as fast as it goes if not given.")
    var rate: Double?

    @Option(help: "End after so many operations.")
    var operations: Int?

    @Option(help: "End after so long, as 30s or 5m; 30s if neither is given.")
    var duration: String?

    @Option(help: "The same seed gives each machine the same wishes.")
    var seed: UInt64 = 1

    @Flag(help: "Leave the tenants and their machines.")
    var keep = false

    @Flag(help: "The summary as JSON, for programs.")
    var json = false

    @OptionGroup(title: "Server") var server: ServerOptions

    func validate() throws {
        guard (1...1_000).contains(tenants), (1...1_000).contains(machines),
            tenants * machines <= 2_000
        else { throw ValidationError("tenants × machines must lie between 1 and 2000") }
        if let rate, rate <= 0 { throw ValidationError("--rate must be above 0") }
        if let operations, operations < 1 {
            throw ValidationError("--operations must be at least 1")
        }
        if let duration, Duration(setting: duration) == nil {
            throw ValidationError("--duration must be \(Duration.expectation)")
        }
    }

    private var shape: Shape {
        let time = duration.flatMap { Duration(setting: $0) }
        return Shape(
            tenants: tenants, machines: machines, rate: rate, operations: operations,
            duration: time ?? (operations == nil ? .seconds(30) : nil), seed: seed)
    }

    func run() async throws {
        do {
            try await simulate(try server.client())
        } catch let refusal as APIRefusal {
            throw refusal.failure
        }
    }

    private func simulate(_ client: CloudClient) async throws {
        let stage = Stage(client: client, shape: shape)
        let ingredients = try await stage.ingredients()
        let tenants = try await stage.tenants()
        let simulation = Simulation(client: client, shape: shape)
        let interruption = stopAtInterrupt(simulation.pace)
        defer { interruption.cancel() }
        let failure = await result { try await watched(simulation, tenants, ingredients) }
        show(simulation.tally.summary())
        let left = keep ? nil : await result { try await clear(stage, tenants) }
        if let failure = failure ?? left { throw failure }
    }

    private func show(_ summary: Summary) {
        if json { return Terminal.say(summary.json.compactJSON) }
        for line in summary.lines(width: Terminal.width) { Terminal.say(line) }
    }

    private func clear(_ stage: Stage, _ tenants: [Tenant]) async throws {
        for left in try await stage.clear(tenants) {
            Terminal.complain("petrel: could not be deleted: \(left)")
        }
    }

    private func result(_ body: () async throws -> Void) async -> (any Error)? {
        do { try await body() } catch { return error }
        return nil
    }

    /// Runs it with a bar.
    private func watched(
        _ simulation: Simulation, _ tenants: [Tenant], _ ingredients: Ingredients
    ) async throws {
        let bar = ProgressBar("simulating")
        let start = ContinuousClock.now
        let drawing = Task {
            while !Task.isCancelled {
                let (done, total) = simulation.progress(since: start)
                let tally = simulation.tally
                bar.show(
                    done, of: total, note: "\(tally.total) operations, \(tally.failures) failed")
                try await Task.sleep(for: .milliseconds(200))
            }
        }
        defer {
            drawing.cancel()
            bar.clear()
        }
        try await simulation.run(tenants, ingredients)
    }

    /// The first Ctrl-C ends the load in good order, the second one the program.
    private func stopAtInterrupt(_ pace: Pace) -> Task<Void, Never> {
        let watch = SignalWatch([SIGINT])
        return Task {
            var isStopping = false
            for await _ in watch.signals {
                if isStopping { Foundation.exit(130) }
                isStopping = true
                pace.stop()
                Terminal.complain("petrel: finishing what is under way; once more to leave at once")
            }
        }
    }
}
