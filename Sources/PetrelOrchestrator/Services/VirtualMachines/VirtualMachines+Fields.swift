internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

extension VirtualMachines {
    static let presentation = Presentation(
        VirtualMachine.self, "virtualmachine", .owned, fields
    ) { machine, cloud in
        let cards = try await cloud.everything(Nic.self) { $0.parent = machine.id }
        var objects: [JSONValue] = []
        for card in cards {
            objects.append(try await NetworkCards.presentation.object(card, in: cloud))
        }
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
        ] + .tags
}
