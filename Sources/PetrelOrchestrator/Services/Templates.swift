internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// What machines start from.
struct Templates: Service {
    let cloud: Cloud

    static let fields: [APIField] =
        .texts(
            "id", "name", "displaytext", "format", "hypervisor", "ostypeid", "ostypename", "status",
            "templatetype", "checksum", "templatetag", "url", "accountid", "arch",
            "sourcetemplateid")
        + .ownership + .zone + .longs("size", "physicalsize") + .integers("bits")
        + .flags(
            "ispublic", "isready", "passwordenabled", "bootable", "isfeatured", "crossZones",
            "isextractable", "sshkeyenabled", "isdynamicallyscalable", "directdownload",
            "deployasis", "requireshvm", "hasannotations")
        + .dates("created") + .maps("details") + .tags
    static let presentation = Presentation(Template.self, "template", .shared, fields) {
        template, _ in
        [
            "isready": .bool(template.state == Template.State.active.rawValue),
            "status": .string(
                template.state == Template.State.active.rawValue
                    ? "Download Complete" : template.state),
        ]
    }
    static let isos = Presentation(ISO.self, "iso", .shared, fields) { iso, _ in
        ["isready": .bool(iso.state == "Active")]
    }

    var commands: [APICommand] {
        [list, listISOs, register, registerISO, make, delete, deleteISO]
    }

    private static let listParameters: [APIParameter] = [
        .ids("ids", of: Template.kind, "Only these."), .id("zoneid", of: Zone.kind, "Its zone."),
        .string("hypervisor", "Only those for this hypervisor."),
        .boolean("showremoved", "Taken for compatibility."),
    ]

    private var list: APICommand {
        cloud.listing(
            "listTemplates", "Lists templates.", Self.presentation,
            [
                .string(
                    "templatefilter", required: true,
                    "featured, self, selfexecutable, sharedexecutable, executable, community or all."
                )
            ] + Self.listParameters, filters: ["hypervisor": .attribute("hypervisor")]
        ) { Self.keeps($0, $1, filter: "templatefilter") }
    }

    private var listISOs: APICommand {
        cloud.listing(
            "listIsos", "Lists ISO images.", Self.isos,
            [
                .string("isofilter", "As for templates; selfexecutable."),
                .boolean("bootable", "Only those that can be booted."),
                .boolean("isready", "Only those that are ready."),
                .boolean("ispublic", "Only public ones."),
            ] + Self.listParameters, filters: ["bootable": .flag("bootable")]
        ) { Self.keeps($0, $1, filter: "isofilter") }
    }

    private static func keeps(_ call: APICall, _ item: Resource, filter: String) -> Bool {
        let isMine = item.profile.owner?.account == call.caller.account
        switch call.string(filter)?.lowercased() {
        case "self", "selfexecutable": return isMine
        case "featured": return item.flag("isfeatured") && item.flag("ispublic")
        case "community": return item.flag("ispublic") && !item.flag("isfeatured")
        case "sharedexecutable": return !isMine && !item.flag("ispublic")
        default: return true
        }
    }

    private static let registerParameters: [APIParameter] = [
        .string("name", required: true, "Its name."), .string("displaytext", "Its text."),
        .string("url", required: true, maximumLength: 2048, "Where it is fetched from."),
        .id("zoneid", of: Zone.kind, "Its zone."), .string("ostypeid", "Its operating system."),
        .boolean("ispublic", "Whether everybody may use it."),
        .boolean("isfeatured", roles: .admin, "Whether it is recommended."),
        .boolean("isextractable", "Whether it can be fetched."),
        .boolean("passwordenabled", "Whether it sets passwords."),
        .boolean("isdynamicallyscalable", "Whether machines can be resized while they run."),
        .string("checksum", "Its checksum."), .string("account", "For whom."),
        .id("domainid", of: Domain.kind, "The account's domain."), .string("arch", "x86_64."),
        .boolean("directdownload", "Taken for compatibility."),
    ]

    private var register: APICommand {
        cloud.making(
            "registerTemplate", "Registers a template by its address.", "TEMPLATE.CREATE",
            Self.presentation, in: .active, answer: .list,
            Self.registerParameters + [
                .string("format", required: true, "QCOW2, RAW, VHD, OVA …"),
                .string("hypervisor", required: true, "The hypervisor."),
                .ids("zoneids", of: Zone.kind, "Its zones; the first is taken."),
                .integer("bits", "32 or 64."), .boolean("requireshvm", "Taken for compatibility."),
                .boolean("sshkeyenabled", "Whether it takes SSH keys."),
                .string("templatetag", "A tag that hosts must have."), .map("details", "Details."),
            ]
        ) { call, _ in
            try await profile(call, zone: call.idIfGiven("zoneid") ?? call.ids("zoneids").first)
        }
    }

    private var registerISO: APICommand {
        cloud.making(
            "registerIso", "Registers an ISO image by its address.", "ISO.CREATE", Self.isos,
            in: .active, answer: .list,
            Self.registerParameters + [.boolean("bootable", "Whether it can be booted.")]
        ) { call, _ in
            var profile = try await profile(call, zone: call.idIfGiven("zoneid"))
            profile.attributes["bootable"] = .bool(call.boolean("bootable") ?? true)
            profile.attributes["format"] = "ISO"
            return profile
        }
    }

    private func profile(_ call: APICall, zone id: String?) async throws -> Resource.Profile {
        let owner = try await cloud.owner(for: call)
        try await Limits(cloud: cloud).check(.templates, for: owner)
        var zone: Resource?
        if let id, id != "-1" {
            zone = try await cloud.find(Zone.self, id, .everyone, for: call.caller)
        }
        let url = try call.required("url")
        guard ["http://", "https://", "ftp://"].contains(where: url.hasPrefix) else {
            throw APIError.invalid("url must begin with http://, https:// or ftp://")
        }
        var profile = owner.profile(
            try call.required("name"), zone: zone?.id, Self.attributes(call, owner, size: 8 << 30))
        profile.attributes["url"] = .string(url)
        profile.attributes["zonename"] = zone.map { .string($0.name) }
        return profile
    }

    private static func attributes(
        _ call: APICall, _ owner: Ownership, size: Int64
    ) -> [String: JSONValue] {
        let type = call.string("ostypeid").flatMap(SystemTypes.named) ?? SystemTypes.other
        return [
            "displaytext": .string(call.string("displaytext") ?? call.string("name") ?? ""),
            "format": .string(call.string("format") ?? "QCOW2"),
            "hypervisor": .string(call.string("hypervisor") ?? "Simulator"),
            "ostypeid": .string(type.id), "ostypename": .string(type.name),
            "size": .integer(size), "physicalsize": .integer(size), "templatetype": "USER",
            "ispublic": .bool(call.boolean("ispublic") ?? false),
            "isfeatured": .bool(call.boolean("isfeatured") ?? false),
            "isextractable": .bool(call.boolean("isextractable") ?? false),
            "passwordenabled": .bool(call.boolean("passwordenabled") ?? false),
            "sshkeyenabled": .bool(call.boolean("sshkeyenabled") ?? false),
            "isdynamicallyscalable": .bool(call.boolean("isdynamicallyscalable") ?? false),
            "bootable": true, "crossZones": false, "directdownload": false, "deployasis": false,
            "requireshvm": true, "bits": 64, "arch": .string(call.string("arch") ?? "x86_64"),
            "accountid": .string(owner.owner.account),
            "details": .object(call.map("details").mapValues { .string($0) }),
        ]
    }

    private var make: APICommand {
        APICommand(
            "createTemplate", "Makes a template of a volume or a snapshot.",
            .creating("TEMPLATE.CREATE"), roles: .everyone,
            parameters: [
                .string("name", required: true, "Its name."), .string("displaytext", "Its text."),
                .string("ostypeid", "Its operating system."),
                .id("volumeid", of: Volume.kind, "The volume it is made of."),
                .id("snapshotid", of: Snapshot.kind, "The snapshot it is made of."),
                .boolean("ispublic", "Whether everybody may use it."),
                .boolean("isfeatured", roles: .admin, "Whether it is recommended."),
                .boolean("passwordenabled", "Whether it sets passwords."),
                .map("details", "Details."),
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

    private var delete: APICommand {
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

    private var deleteISO: APICommand {
        cloud.ending(
            "deleteIso", "Deletes an ISO image.", "ISO.DELETE", Self.isos,
            [.id("zoneid", of: Zone.kind, "Taken for compatibility.")]
        ) { iso, _, errand in
            try await cloud.remove(iso, for: errand)
        }
    }
}
