internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Tenants that are never quiet, so that there is something to watch.
///
/// They call commands as clients do, only without the network. The same seed gives each tenant the
/// same wishes; what comes of them depends on how the others' turn out.
public struct DemoLoad: Sendable {
    public struct Options: Sendable {
        public var tenants = 3
        /// How many machines a tenant keeps, about.
        public var machines = 8
        /// The time between two wishes of one tenant, on average. 500 milliseconds.
        public var pause: Duration = .milliseconds(500)
        public var seed: UInt64 = 1
        /// Whether machines stop by themselves and hosts are lost now and then; needs a simulator.
        public var accidents = true

        public init() {}
    }

    private let cloud: Cloud
    private let options: Options
    private let commands: [String: APICommand]
    private let wait: @Sendable (Duration) async throws -> Void

    public init(
        _ cloud: Cloud, _ options: Options = Options(),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.cloud = cloud
        self.options = options
        commands = Dictionary(cloud.commands.map { ($0.name, $0) }) { _, last in last }
        wait = { try await clock.sleep(for: $0) }
    }

    /// Runs until cancelled.
    public func run() async throws {
        let tenants = try await tenants()
        try await withThrowingTaskGroup { group in
            for (number, tenant) in tenants.enumerated() {
                let draws = Draws(state: options.seed &+ UInt64(number) &* 7919)
                group.addTask { try await live(tenant, draws) }
            }
            if options.accidents, let simulator = cloud.agent as? SimulatorAgent {
                group.addTask { try await misfortune(simulator) }
            }
            group.addTask { try await sweep() }
            try await group.waitForAll()
        }
    }

    /// Destroyed machines go soon, so that the demo does not fill up.
    private func sweep() async throws {
        while !Task.isCancelled {
            try await wait(options.pause * 10)
            try await cloud.expunge(destroyedBefore: .now.advanced(by: options.pause * -20))
        }
    }

    /// Who they are; made at the first run.
    private func tenants() async throws -> [Caller] {
        let accounts = try await cloud.everything(Account.self)
        guard let admin = accounts.first(where: { $0.flag("isdefault") }),
            let domain = try await cloud.everything(Domain.self).first(where: {
                $0.profile.domainPath == "/"
            }),
            let role = try await cloud.everything(Role.self).first(where: {
                $0.text("type") == "User"
            })
        else { return [] }
        var callers: [Caller] = []
        for number in 1...max(1, options.tenants) {
            let name = "tenant-\(number)"
            if !accounts.contains(where: { $0.name == name }) {
                let user = Resource.Profile(
                    name: name, domainPath: "/",
                    attributes: [
                        "firstname": "Tenant", "lastname": .string("\(number)"),
                        "email": .string("\(name)@example.com"),
                        "passwordhash": .string(try await cloud.hash(made: Secrets.password())),
                    ])
                _ = try await Accounts(cloud: cloud).make(
                    NewAccount(name: name, domain: domain, role: role, user: user),
                    for: Errand.system)
            }
            let users = try await cloud.everything(User.self) { $0.name = name }
            guard let user = users.first(where: { $0.profile.owner?.account != admin.id }),
                let caller = try await CloudAuthenticator(cloud).caller(user: user.id)
            else { continue }
            callers.append(caller)
        }
        return callers
    }

    private func live(_ tenant: Caller, _ seeded: Draws) async throws {
        var draws = seeded
        while !Task.isCancelled {
            let spread = Double(50 + draws.next(below: 100)) / 100
            try await wait(options.pause * spread)
            // A refusal is an answer like any other, and has its event.
            try? await wish(tenant, &draws)
        }
    }

    private func wish(_ tenant: Caller, _ draws: inout Draws) async throws {
        let machines = try await cloud.everything(VirtualMachine.self) {
            $0.account = tenant.account
        }
        let choice = draws.next(below: 100)
        if machines.isEmpty || machines.count < options.machines && choice < 40 {
            return try await deploy(tenant, &draws)
        }
        let machine = machines[Int(draws.next(below: UInt64(machines.count)))]
        if machines.count >= options.machines, choice < 20 {
            return try await call("destroyVirtualMachine", ["id": machine.id], tenant)
        }
        try await use(machine, choice, tenant)
    }

    private func use(_ machine: Resource, _ choice: UInt64, _ tenant: Caller) async throws {
        switch (machine.state, choice % 4) {
        case ("Stopped", _): try await call("startVirtualMachine", ["id": machine.id], tenant)
        case ("Running", 0): try await call("stopVirtualMachine", ["id": machine.id], tenant)
        case ("Running", 1): try await call("rebootVirtualMachine", ["id": machine.id], tenant)
        case ("Running", _): try await snapshot(machine, tenant)
        case ("Error", _): try await call("destroyVirtualMachine", ["id": machine.id], tenant)
        default: break
        }
    }

    private func snapshot(_ machine: Resource, _ tenant: Caller) async throws {
        let volumes = try await cloud.everything(Volume.self, in: [.ready]) {
            $0.parent = machine.id
        }
        guard let volume = volumes.first else { return }
        let old = try await cloud.everything(Snapshot.self, in: [.backedUp]) {
            $0.parent = volume.id
        }
        if old.count > 1 {
            try await call("deleteSnapshot", ["id": old[0].id], tenant)
        } else {
            try await call("createSnapshot", ["volumeid": volume.id], tenant)
        }
    }

    private func deploy(_ tenant: Caller, _ draws: inout Draws) async throws {
        let offerings = try await cloud.everything(ServiceOffering.self, in: [.active])
        let templates = try await cloud.everything(Template.self, in: [.active])
            .filter { $0.flag("ispublic") }
        guard let zone = try await cloud.everything(Zone.self, in: [.enabled]).first,
            !offerings.isEmpty, !templates.isEmpty
        else { return }
        let offering = offerings[Int(draws.next(below: UInt64(offerings.count)))]
        let template = templates[Int(draws.next(below: UInt64(templates.count)))]
        try await call(
            "deployVirtualMachine",
            [
                "zoneid": zone.id, "serviceofferingid": offering.id, "templateid": template.id,
                "name": "\(tenant.username)-\(draws.next(below: 100_000))",
            ], tenant)
    }

    private func call(
        _ name: String, _ parameters: [String: String], _ caller: Caller
    ) async throws {
        guard let command = commands[name] else { return }
        _ = try await command.run(
            APICall(command: name, caller: caller, parameters: parameters))
    }

    /// Now and then a machine stops by itself; seldom a host is lost, and comes back.
    private func misfortune(_ simulator: SimulatorAgent) async throws {
        var draws = Draws(state: options.seed ^ 0xBAD1)
        while !Task.isCancelled {
            try await wait(options.pause * 20)
            let running = try await cloud.everything(VirtualMachine.self, in: [.running])
            if !running.isEmpty {
                let machine = running[Int(draws.next(below: UInt64(running.count)))]
                simulator.powerOff(machine: machine.id)
            }
            guard draws.next(below: 6) == 0 else { continue }
            let hosts = try await cloud.everything(HostStatus.self, in: [.up])
            guard hosts.count > 1 else { continue }
            let host = hosts[Int(draws.next(below: UInt64(hosts.count)))]
            simulator.lose(host: host.id)
            try await wait(options.pause * 20)
            simulator.restore(host: host.id)
        }
    }
}
