internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

extension VirtualMachines {
    static let presentation = Presentation(
        VirtualMachine.self, "virtualmachine", .owned, fields,
        needs: [.children(kind: Nic.kind)]
    ) { machine, surroundings, cloud in
        let cards = surroundings.children(of: machine, kind: Nic.kind)
        let objects = try await NetworkCards.presentation.objects(cards, in: cloud)
        let first = cards.first { $0.flag("isdefault") } ?? cards.first
        return [
            "nic": .array(objects), "ipaddress": first?.profile.attributes["ipaddress"] ?? .null,
            // Only asked for by name, since it may hold secrets.
            "userdata": .null,
        ]
    }

    private static let fields: [APIField] =
        .texts(
            "id", "name", "displayname", "userid", "username", "state", "groupid", "group",
            "hostid", "hostname", "templateid", "templatename", "templatedisplaytext",
            "templateformat", "templatetype", "serviceofferingid", "serviceofferingname",
            "diskofferingid", "diskofferingname", "guestosid", "ostypeid", "osdisplayname",
            "rootdevicetype", "password", "hypervisor", "ipaddress", "publicip", "publicipid",
            "instancename", "keypairs", "keypair", "vmtype", "arch", "isoid", "isoname",
            "userdata", "cpuused")
        + .ownership + .zone + .integers("cpunumber", "cpuspeed", "memory")
        + .longs(
            "rootdeviceid", "diskkbsread", "diskkbswrite", "networkkbsread", "networkkbswrite",
            "memorykbs", "diskioread", "diskiowrite")
        + .flags(
            "haenable", "passwordenabled", "displayvm", "isdynamicallyscalable",
            "deleteprotection", "hasannotations", "forvirtualnetwork")
        + .dates("created", "lastupdated") + .maps("details")
        + [
            APIField("nic", .list, "Its network cards.", fields: NetworkCards.fields),
            APIField(
                "securitygroup", .list, "Its security groups.", fields: .texts("id", "name")),
            APIField(
                "affinitygroup", .list, "Its affinity groups.", fields: .texts("id", "name")),
        ] + .tags + absent

    /// What machines may have elsewhere.
    private static let absent: [APIField] =
        .texts(
            "projectid", "project", "hostcontrolstate", "isodisplaytext", "gpucardid",
            "gpucardname", "vgpuprofileid", "vgpuprofilename", "backupofferingid",
            "backupofferingname", "backupprovider", "vgpu", "readonlydetails", "alloweddetails",
            "servicestate", "bootmode", "boottype", "pooltype", "autoscalevmgroupid",
            "autoscalevmgroupname", "userdataid", "userdataname", "userdatapolicy",
            "userdatadetails", "leaseexpiryaction")
        + .longs(
            "videoram", "maxheads", "maxresolutionx", "maxresolutiony", "memoryintfreekbs",
            "memorytargetkbs", "receivedbytes", "sentbytes")
        + .integers("isomaxcount", "gpucount", "leaseduration") + .dates("leaseexpirydate")
        + .lists("isos", "vnfnics") + .maps("vnfdetails") + .objects("icon")
}

extension Resource.Profile {
    /// A machine that is on this host.
    mutating func stand(on host: Resource?) {
        parent = host?.id
        attributes["hostid"] = host.map { .string($0.id) }
        attributes["hostname"] = host.map { .string($0.name) }
        attributes["podid"] = host?.profile.attributes["podid"]
        attributes["clusterid"] = host?.profile.attributes["clusterid"]
        attributes["migratingto"] = nil
    }

    /// A machine that is on no host any more.
    mutating func leaveHost() {
        attributes["lasthostid"] = attributes["hostid"] ?? attributes["lasthostid"]
        stand(on: nil)
    }
}
