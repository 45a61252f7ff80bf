internal import PetrelCloud

/// One machine after the other: made, used for a while, destroyed, over one connection.
struct Lane {
    enum Condition { case none, running, stopped, destroyed }

    let tenant: Tenant
    let administrator: RequestSigner
    let ingredients: Ingredients
    let pace: Pace
    let tally: Tally
    let endings: JobEndings
    private let name: String
    private var dice: Dice
    private var condition = Condition.none
    private var machine = ""
    private var lives = 0

    init(
        _ number: Int, of tenant: Tenant, _ ingredients: Ingredients, seed: UInt64, place: Int,
        administrator: RequestSigner, pace: Pace, tally: Tally, endings: JobEndings
    ) {
        self.tenant = tenant
        self.ingredients = ingredients
        self.administrator = administrator
        self.pace = pace
        self.tally = tally
        self.endings = endings
        name = "\(tenant.name)-\(number)"
        dice = Dice(seed: seed, place, number)
    }

    /// Until the pace says that it is enough.
    mutating func live(_ client: CloudClient) async throws {
        try await client.session { session in
            while try await pace.turn() {
                let (command, parameters) = wish()
                try await operate(&session, command, parameters)
            }
        }
    }

    /// What to do next with the machine as it is.
    private mutating func wish() -> (String, [(String, String)]) {
        let draw = dice.roll(100)
        let id = [("id", machine)]
        switch condition {
        case .none: return ("deployVirtualMachine", deployment())
        case .destroyed: return ("expungeVirtualMachine", id)
        case .stopped where draw < 80: return ("startVirtualMachine", id)
        case .running where draw < 40: return ("rebootVirtualMachine", id)
        case .running where draw < 80: return ("stopVirtualMachine", id)
        case .running, .stopped: return ("destroyVirtualMachine", id)
        }
    }

    private mutating func deployment() -> [(String, String)] {
        lives += 1
        return [
            ("zoneid", ingredients.zone), ("templateid", ingredients.template),
            ("serviceofferingid", ingredients.offering), ("name", "\(name)-\(lives)"),
        ]
    }

    private mutating func operate(
        _ session: inout CloudSession, _ command: String, _ parameters: [(String, String)]
    ) async throws {
        // Tenants may destroy a machine; only administrators may expunge it.
        session.signer = command == "expungeVirtualMachine" ? administrator : tenant.signer
        let start = ContinuousClock.now
        do {
            let answer = try await session.call(command, parameters)
            let answered = ContinuousClock.now - start
            if let job = answer["jobid"]?.string { try await finish(job, &session) }
            tally.succeeded(command, answered: answered, finished: .now - start)
            succeeded(command, answer["id"]?.string)
        } catch let refusal as APIRefusal {
            tally.failed(command, because: refusal.text)
            try await look(&session, wait: refusal.status == 429)
        } catch let failure as JobFailure {
            tally.failed(command, because: failure.text)
            try await look(&session, wait: false)
        }
    }

    /// Its event says when the job has ended; the server is asked only why it failed.
    private func finish(_ job: String, _ session: inout CloudSession) async throws {
        if await endings.ending(of: job) == true { return }
        _ = try await session.finish(job: job)
    }

    /// After a failure the machine may be in any state, so the server is asked.
    private mutating func look(_ session: inout CloudSession, wait: Bool) async throws {
        if wait { try await Task.sleep(for: .milliseconds(200)) }
        guard !machine.isEmpty else { return }
        let found = try? await session.call("listVirtualMachines", [("id", machine)])
        switch found?["virtualmachine"]?.array?.first?["state"]?.string {
        case "Running"?: condition = .running
        case "Stopped"?, "Error"?: condition = .stopped
        case "Destroyed"?: condition = .destroyed
        default: condition = .none
        }
    }

    private mutating func succeeded(_ command: String, _ id: String?) {
        switch command {
        case "deployVirtualMachine": (machine, condition) = (id ?? "", id == nil ? .none : .running)
        case "stopVirtualMachine": condition = .stopped
        case "startVirtualMachine", "rebootVirtualMachine": condition = .running
        case "destroyVirtualMachine": condition = .destroyed
        default: condition = .none
        }
    }
}
