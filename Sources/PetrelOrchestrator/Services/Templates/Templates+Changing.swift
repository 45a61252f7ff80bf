internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Made of volumes, changed, copied, deleted.
extension Templates {
    var make: APICommand {
        APICommand(
            "createTemplate", "Makes a template of a volume or a snapshot.",
            .creating("TEMPLATE.CREATE"), roles: .everyone,
            parameters: [
                .string("name", required: true, "Its name."), .string("displaytext", "Its text."),
                .id("ostypeid", of: "GuestOS", required: true, "Its operating system."),
                .id("volumeid", of: Volume.kind, "The volume it is made of."),
                .id("snapshotid", of: Snapshot.kind, "The snapshot it is made of."),
                .boolean("ispublic", "Whether everybody may use it."),
                .boolean("isfeatured", roles: .admin, "Whether it is recommended."),
                .boolean("passwordenabled", "Whether it sets passwords."),
                .boolean("sshkeyenabled", "Whether it takes SSH keys."),
                .boolean("isdynamicallyscalable", "Whether machines can be resized running."),
                .string("arch", "x86_64."), .map("details", "Details."),
            ], response: .object("template", Self.fields)
        ) { call in
            let source: Resource
            if let id = call.idIfGiven("snapshotid") {
                source = try await cloud.find(Snapshot.self, id, .owned, for: call.caller)
            } else {
                source = try await cloud.found(Volumes.presentation, call, "volumeid")
            }
            let owner = Ownership(of: source)
            try await Limits(cloud: cloud).check(.templates, for: owner)
            let id = EventID.next().description
            let size = source.int("size") ?? source.int("virtualsize") ?? 0
            var profile = owner.profile(
                try call.required("name"), zone: source.profile.zone,
                Self.attributes(call, owner, size: Int64(size)))
            profile.attributes["zonename"] = source.profile.attributes["zonename"]
            let order = JobOrder(
                Action(
                    "TEMPLATE.CREATE", ResourceReference(ResourceKind(Template.kind), id), profile),
                by: call)
            return try await cloud.submit(
                order,
                making: { [profile] errand in
                    [.creation(of: Template.self, id: id, in: .notUploaded, profile, for: errand)]
                }
            ) { errand in
                guard let template = try await cloud.resource(Template.self, id) else {
                    throw APIError.notFound(Template.kind, id)
                }
                let ready = try await cloud.move(
                    template, Template.self, .operationSucceeded, for: errand)
                return try await Self.presentation.result(ready, in: cloud)
            }
        }
    }

    var update: APICommand {
        cloud.acting(
            "updateTemplate", "Changes what is known of a template.", "TEMPLATE.UPDATE",
            Self.presentation,
            [
                .string("name", "Its name."), .string("displaytext", "Its text."),
                .id("ostypeid", of: "GuestOS", "Its operating system."),
                .string("format", "Its format."), .string("arch", "x86_64."),
                .string("templatetag", roles: .admin, "A tag that hosts must have."),
                .boolean("passwordenabled", "Whether it sets passwords."),
                .boolean("sshkeyenabled", "Whether it takes SSH keys."),
                .boolean("isdynamicallyscalable", "Whether machines can be resized running."),
                .boolean("bootable", "Whether it can be booted."),
                .boolean("requireshvm", "Whether it needs hardware virtualisation."),
                .map("details", "Details."), .boolean("cleanupdetails", "Forget the details."),
            ]
        ) { template, call, errand in
            let system = call.idIfGiven("ostypeid").flatMap(SystemTypes.named)
            return try await cloud.revise(template, for: errand) { profile in
                if let name = call.string("name") { profile.name = name }
                profile.take(
                    texts: ["displaytext", "format", "arch", "templatetag"], from: call)
                profile.take(
                    flags: [
                        "passwordenabled", "sshkeyenabled", "isdynamicallyscalable", "bootable",
                        "requireshvm",
                    ], from: call)
                if let system {
                    profile.attributes["ostypeid"] = .string(system.id)
                    profile.attributes["ostypename"] = .string(system.name)
                }
                if call.boolean("cleanupdetails") == true { profile.attributes["details"] = [:] }
                let details = call.map("details")
                if !details.isEmpty {
                    profile.attributes["details"] = .object(details.mapValues { .string($0) })
                }
            }
        }
    }

    /// A copy in another zone is a template of its own.
    var copy: APICommand {
        APICommand(
            "copyTemplate", "Copies a template to other zones.", .asynchronous("TEMPLATE.COPY"),
            roles: .everyone,
            parameters: [
                .id("id", of: Template.kind, required: true, "The template."),
                .id("sourcezoneid", of: Zone.kind, "Taken for compatibility."),
                .id("destzoneid", of: Zone.kind, "The zone."),
                .ids("destzoneids", of: Zone.kind, "The zones."),
            ], response: .object("template", Self.fields)
        ) { call in
            let template = try await cloud.find(
                Template.self, call.id("id"), .shared, for: call.caller)
            let ids = [call.idIfGiven("destzoneid")].compactMap(\.self) + call.ids("destzoneids")
            var zones: [Resource] = []
            for id in ids {
                zones.append(
                    try await cloud.find(Zone.self, id, .everyone, for: call.caller))
            }
            guard !zones.isEmpty else { throw APIError.missing("destzoneid", in: call.command) }
            let order = JobOrder(Action("TEMPLATE.COPY", on: template), by: call)
            return try await cloud.submit(order) { [zones] errand in
                let template = try await cloud.current(template)
                let copies = try await cloud.write(
                    zones.map { Self.copy(of: template, in: $0, errand) })
                return try await Self.presentation.result(copies[0], in: cloud)
            }
        }
    }

    private static func copy(
        of template: Resource, in zone: Resource, _ errand: Errand
    ) -> Change {
        var profile = template.profile
        profile.zone = zone.id
        profile.attributes["zonename"] = .string(zone.name)
        profile.attributes["sourcetemplateid"] = .string(template.id)
        return .creation(
            of: Template.self, id: EventID.next().description, in: .active, profile, for: errand)
    }

    var extract: APICommand {
        APICommand(
            "extractTemplate", "Gives the address a template could be fetched from.",
            .asynchronous("TEMPLATE.EXTRACT"), roles: .everyone,
            parameters: Extraction.parameters(of: Template.kind, needsZone: false),
            response: .object("template", Extraction.fields)
        ) { call in
            let template = try await cloud.find(
                Template.self, call.id("id"), .shared, for: call.caller)
            guard template.flag("isextractable") || call.caller.owns(template) else {
                throw APIError.forbidden("\(template.name) is not to be fetched")
            }
            let order = JobOrder(Action("TEMPLATE.EXTRACT", on: template), by: call)
            return try await cloud.submit(order) { _ in
                JobResult("template", Extraction(of: template, call).object)
            }
        }
    }

    var delete: APICommand {
        cloud.ending(
            "deleteTemplate", "Deletes a template.", "TEMPLATE.DELETE", Self.presentation,
            [
                .id("zoneid", of: Zone.kind, "Taken for compatibility."),
                .boolean("forced", "Taken for compatibility."),
            ]
        ) { template, _, errand in
            try await cloud.remove(template, for: errand)
        }
    }

    var deleteISO: APICommand {
        cloud.ending(
            "deleteIso", "Deletes an ISO image.", "ISO.DELETE", Self.isos,
            [.id("zoneid", of: Zone.kind, "Taken for compatibility.")]
        ) { iso, _, errand in
            try await cloud.remove(iso, for: errand)
        }
    }
}
