internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What can be changed of a machine that stays the same machine.
extension VirtualMachines {
    var changes: [APICommand] { [update, scale, changeService, restore, resetPassword] }

    private var update: APICommand {
        cloud.acting(
            "updateVirtualMachine", "Changes what is known of a machine.", "VM.UPDATE",
            Self.presentation,
            [
                .string("name", maximumLength: 63, "Its new host name."),
                .string("displayname", "What people call it."), .string("group", "Its group."),
                .boolean("haenable", "Whether it is restarted elsewhere when its host is lost."),
                .secret("userdata", maximumLength: 1_048_576, "Data for the machine, in Base64."),
                .boolean("displayvm", roles: .admin, "Whether its owner is shown it."),
                .boolean("isdynamicallyscalable", "Whether it can be resized while it runs."),
                .boolean("deleteprotection", "Whether it cannot be destroyed."),
                .map("details", "Anything else to note."),
                .boolean("cleanupdetails", "Forget the details."),
                .id("ostypeid", of: "GuestOS", "Its operating system."),
                .string("instancename", roles: .admin, "Its name on the host."),
            ]
        ) { machine, call, errand in
            let name = try Self.checkedName(call.string("name"))
            let system = call.idIfGiven("ostypeid").flatMap(SystemTypes.named)
            return try await cloud.revise(machine, for: errand) { profile in
                if let name { profile.name = name }
                profile.take(texts: ["displayname", "group", "userdata"], from: call)
                profile.take(
                    flags: ["haenable", "displayvm", "isdynamicallyscalable", "deleteprotection"],
                    from: call)
                profile.take(texts: ["instancename"], from: call)
                if let system {
                    profile.attributes["ostypeid"] = .string(system.id)
                    profile.attributes["guestosid"] = .string(system.id)
                    profile.attributes["osdisplayname"] = .string(system.name)
                }
                if call.boolean("cleanupdetails") == true { profile.attributes["details"] = [:] }
                let details = call.map("details")
                if !details.isEmpty {
                    profile.attributes["details"] = .object(details.mapValues { .string($0) })
                }
            }
        }
    }

    private static let sizes: [APIParameter] = [
        .id("serviceofferingid", of: ServiceOffering.kind, required: true, "Its new size."),
        .map("details", "Taken for compatibility."),
    ]

    private var scale: APICommand {
        cloud.changing(
            "scaleVirtualMachine", "Gives a stopped machine another size.", "VM.UPGRADE",
            Self.presentation, Self.sizes
        ) { machine, call, errand in try await scale(machine, call, errand) }
    }

    /// The older name, answering at once.
    private var changeService: APICommand {
        cloud.acting(
            "changeServiceForVirtualMachine", "Gives a stopped machine another size.",
            "VM.UPGRADE", Self.presentation, Self.sizes
        ) { machine, call, errand in try await scale(machine, call, errand) }
    }

    private func scale(
        _ machine: Resource, _ call: APICall, _ errand: Errand
    ) async throws -> Resource {
        let offering = try await cloud.find(
            ServiceOffering.self, call.id("serviceofferingid"), .everyone, for: call.caller)
        guard machine.state == VirtualMachine.State.stopped.rawValue else {
            throw APIError.unavailable("\(machine.name) must be stopped to get another size")
        }
        return try await cloud.revise(machine, for: errand) { profile in
            profile.attributes["serviceofferingid"] = .string(offering.id)
            profile.attributes["serviceofferingname"] = .string(offering.name)
            for name in ["cpunumber", "cpuspeed", "memory"] {
                profile.attributes[name] = offering.profile.attributes[name]
            }
        }
    }

    private var restore: APICommand {
        cloud.changing(
            "restoreVirtualMachine", "Gives a machine a fresh root disk from its template.",
            "VM.RESTORE", Self.presentation, id: "virtualmachineid",
            [
                .id("templateid", of: Template.kind, "Another template."),
                .long("rootdisksize", "The new disk's size in GiB."),
            ]
        ) { machine, call, errand in
            let runs = machine.state == "Running"
            var machine = machine
            if let id = call.idIfGiven("templateid") {
                let template = try await cloud.find(Template.self, id, .shared, for: call.caller)
                machine = try await cloud.revise(machine, for: errand) { profile in
                    profile.attributes["templateid"] = .string(template.id)
                    profile.attributes["templatename"] = .string(template.name)
                }
            }
            if runs { machine = try await stop(machine, forced: true, errand) }
            machine = try await freshRoot(machine, call.integer("rootdisksize"), errand)
            return runs ? try await start(machine, errand) : machine
        }
    }

    /// The old root volume goes, a new one is recorded; the next start creates it.
    private func freshRoot(
        _ machine: Resource, _ gibibytes: Int?, _ errand: Errand
    ) async throws -> Resource {
        guard machine.state == VirtualMachine.State.stopped.rawValue else {
            throw APIError.unavailable("\(machine.name) is \(machine.state): it must be stopped")
        }
        let volumes = try await cloud.everything(Volume.self) { $0.parent = machine.id }
        guard let root = volumes.first(where: { $0.text("type") == "ROOT" }) else { return machine }
        var profile = root.profile
        profile.attributes["templateid"] = machine.profile.attributes["templateid"]
        profile.attributes["templatename"] = machine.profile.attributes["templatename"]
        for name in ["storageid", "storage", "path"] { profile.attributes[name] = nil }
        if gibibytes != nil {
            profile.attributes["size"] = try .integer(Volumes.bytes(gibibytes))
        }
        try await cloud.write([
            .creation(
                of: Volume.self, id: EventID.next().description, in: .allocated, profile,
                for: errand)
        ])
        try await Volumes(cloud: cloud).deleteAttached(root, errand)
        return machine
    }

    private var resetPassword: APICommand {
        APICommand(
            "resetPasswordForVirtualMachine", "Gives a stopped machine a new password.",
            .asynchronous("VM.RESETPASSWORD"), roles: .everyone,
            parameters: [
                .id("id", of: VirtualMachine.kind, required: true, "Which one."),
                .secret("password", "The password; made up if not given."),
            ],
            response: .object(Self.presentation.key, Self.presentation.fields)
        ) { call in
            let machine = try await cloud.found(Self.presentation, call, "id")
            let order = JobOrder(Action("VM.RESETPASSWORD", on: machine), by: call)
            return try await cloud.submit(order) { _ in
                let machine = try await cloud.current(machine)
                guard machine.flag("passwordenabled"), machine.state == "Stopped" else {
                    throw APIError.unavailable(
                        "\(machine.name) must be stopped and its template must set passwords")
                }
                return try await Self.result(machine, withPasswordFor: call, in: cloud)
            }
        }
    }
}

extension VirtualMachines {
    /// The machine, with the password that was made up for it. One that came with the call is known to the caller, and
    /// told nobody.
    static func result(
        _ machine: Resource, withPasswordFor call: APICall, in cloud: Cloud
    ) async throws -> JobResult {
        let object = try await presentation.object(machine, in: cloud)
        guard call.string("password") == nil else { return JobResult(presentation.key, object) }
        return JobResult(
            presentation.key, object, showing: ["password": .string(Secrets.password())])
    }
}

extension Resource.Profile {
    /// Takes what the call gives, and leaves the rest.
    mutating func take(texts names: [String], from call: APICall) {
        for name in names {
            if let text = call.stringOrEmpty(name) { attributes[name] = .string(text) }
        }
    }

    mutating func take(flags names: [String], from call: APICall) {
        for name in names {
            if let flag = call.boolean(name) { attributes[name] = .bool(flag) }
        }
    }

    mutating func take(numbers names: [String], from call: APICall) {
        for name in names {
            if let number = call.integer(name) { attributes[name] = .integer(Int64(number)) }
        }
    }
}
