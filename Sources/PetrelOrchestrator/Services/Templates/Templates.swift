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
        + .dates("created") + .maps("details") + .tags + absent
    /// What templates may have elsewhere.
    private static let absent: [APIField] =
        .texts(
            "hostid", "hostname", "projectid", "project", "parenttemplateid", "userdataid",
            "userdataname", "userdatapolicy", "userdataparams", "extensionid", "extensionname")
        + .flags("forcks") + .dates("removed") + .lists("downloaddetails", "childtemplates")
        + .maps("deployasisdetails") + .objects("icon")
    static let presentation = Presentation(Template.self, "template", .shared, fields) {
        template, _, _ in
        [
            "isready": .bool(template.state == Template.State.active.rawValue),
            "status": .string(
                template.state == Template.State.active.rawValue
                    ? "Download Complete" : template.state),
        ]
    }
    static let isos = Presentation(ISO.self, "iso", .shared, fields) { iso, _, _ in
        ["isready": .bool(iso.state == ISO.State.active.rawValue)]
    }

    var commands: [APICommand] {
        [
            list, listISOs, register, registerISO, make, update, copy, extract, delete, deleteISO,
        ]
    }

    private static let listParameters: [APIParameter] = [
        .ids("ids", of: Template.kind, "Only these."), .id("zoneid", of: Zone.kind, "Its zone."),
        .string("hypervisor", "Only those for this hypervisor."),
        .boolean("isready", "Only those that are, or are not, ready."),
        .string("arch", "Only those for this processor."),
        .id("storageid", of: StoragePool.kind, "Only those on this pool."),
        .id("imagestoreid", of: "ImageStore", "Only those on this store."),
        .id("oscategoryid", of: "GuestOSCategory", "Only those of this category."),
        .boolean("showremoved", "Taken for compatibility."),
    ]

    private static let listFilters: [String: ListFilter] = [
        "hypervisor": .attribute("hypervisor"), "arch": .attribute("arch"),
        "storageid": .nothing, "imagestoreid": .nothing, "oscategoryid": .nothing,
    ]

    private var list: APICommand {
        cloud.listing(
            "listTemplates", "Lists templates.", Self.presentation,
            [
                .string(
                    "templatefilter", required: true,
                    "featured, self, selfexecutable, sharedexecutable, executable, community or all."
                ),
                .string("templatetype", "USER, BUILTIN …"),
                .id("parenttemplateid", of: Template.kind, "Only those made from this one."),
                .id("extensionid", of: Extension.kind, "Only those of this extension."),
                .boolean("isvnf", "Only those that are, or are not, network appliances."),
                .boolean("forcks", "Only those that are, or are not, for Kubernetes."),
            ] + Self.listParameters,
            filters: Self.listFilters.merging([
                "templatetype": .attribute("templatetype"), "extensionid": .nothing,
                "parenttemplateid": .nothing, "isvnf": .nothing, "forcks": .nothing,
            ]) { own, _ in own }
        ) { try Self.narrow($0, &$1, filter: "templatefilter") }
    }

    private var listISOs: APICommand {
        cloud.listing(
            "listIsos", "Lists ISO images.", Self.isos,
            [
                .string("isofilter", "As for templates; selfexecutable."),
                .boolean("bootable", "Only those that can be booted."),
                .boolean("ispublic", "Only those that are, or are not, public."),
            ] + Self.listParameters,
            filters: Self.listFilters.merging([
                "bootable": .flag("bootable"), "ispublic": .flag("ispublic"),
            ]) { own, _ in own }
        ) { try Self.narrow($0, &$1, filter: "isofilter") }
    }

    /// What the filter means: the caller's own, what is shared with everybody, or both.
    private static func narrow(
        _ call: APICall, _ listing: inout Listing, filter: String
    ) throws {
        if let isReady = call.boolean("isready") {
            let active = Template.State.active.rawValue
            let others = Template.State.allCases.map(\.rawValue).filter { $0 != active }
            listing.narrow { $0.states = isReady ? [active] : others }
        }
        switch call.string(filter)?.lowercased() {
        case "self", "selfexecutable":
            listing.shared = nil
            if call.string("account") == nil { listing.owned?.account = call.caller.account }
        case "featured":
            listing.owned = nil
            listing.shared?.attributes["isfeatured"] = true
        case "community":
            listing.owned = nil
            listing.shared?.attributes["isfeatured"] = false
        // Nothing is shared with single accounts.
        case "sharedexecutable": listing.showNothing()
        case "executable": break
        default:
            guard call.string("account") == nil, call.string("domainid") == nil else { break }
            let all = EventScope(call.caller).owned
            if var query = listing.owned {
                all.narrow(&query)
                listing.owned = query
            }
        }
    }

    private static let registerParameters: [APIParameter] = [
        .string("name", required: true, "Its name."), .string("displaytext", "Its text."),
        .string("url", required: true, maximumLength: 2048, "Where it is fetched from."),
        .id("ostypeid", of: "GuestOS", "Its operating system."),
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
                .id("zoneid", of: Zone.kind, "Its zone; -1 for all."),
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
            Self.registerParameters + [
                .id("zoneid", of: Zone.kind, required: true, "Its zone; -1 for all."),
                .boolean("bootable", "Whether it can be booted."),
            ]
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
        let url = try Self.checkedAddress(call)
        var profile = owner.profile(
            try call.required("name"), zone: zone?.id, Self.attributes(call, owner, size: 8 << 30))
        profile.attributes["url"] = .string(url)
        profile.attributes["zonename"] = zone.map { .string($0.name) }
        return profile
    }

    static func checkedAddress(_ call: APICall) throws -> String {
        let url = try call.required("url")
        guard ["http://", "https://", "ftp://"].contains(where: url.hasPrefix) else {
            throw APIError.invalid("url must begin with http://, https:// or ftp://")
        }
        return url
    }

    static func attributes(
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
}
