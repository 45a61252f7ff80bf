internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Public addresses: free in their zone until an account takes them.
struct Addresses: Service {
    let cloud: Cloud

    static let fields: [APIField] =
        .texts(
            "id", "ipaddress", "virtualmachineid", "virtualmachinetype", "vmipaddress",
            "virtualmachinename", "virtualmachinedisplayname", "associatednetworkid",
            "associatednetworkname", "networkid", "networkname", "state", "physicalnetworkid",
            "purpose", "vlanid", "vlanname", "vpcid", "vpcname", "projectid", "project")
        + .ownership + .zone
        + .flags(
            "issourcenat", "forvirtualnetwork", "isstaticnat", "issystem", "isportable",
            "fordisplay", "hasrules", "hasannotations", "forsystemvms", "forprovider")
        + .dates("allocated") + .tags
    static let presentation = Presentation(PublicIPAddress.self, "publicipaddress", .owned, fields)
    /// Under another name where one is taken.
    static let taken = Presentation(PublicIPAddress.self, "ipaddress", .owned, fields)

    var commands: [APICommand] {
        [list, associate, disassociate, update, reserve, giveBack, enable, disable]
    }

    private var list: APICommand {
        cloud.listing(
            "listPublicIpAddresses", "Lists public addresses.", Self.presentation,
            [
                .string("ipaddress", "Only this one."),
                .id("zoneid", of: Zone.kind, "Its zone."),
                .boolean("allocatedonly", "Only those that are taken; true."),
                .string("state", "Only those in this state."),
                .id("associatednetworkid", of: Network.kind, "Only those of this network."),
                .id("networkid", of: Network.kind, "Taken for compatibility."),
                .boolean("issourcenat", "Only those that are, or are not, source NAT."),
                .boolean("isstaticnat", "Only those that are, or are not, static NAT."),
                .boolean("forvirtualnetwork", "Only those for machines of tenants."),
                .id("vpcid", of: VPC.kind, "Only those of this VPC."),
                .id("vlanid", of: "VlanIpRange", "Only those of this range."),
                .id("physicalnetworkid", of: PhysicalNetwork.kind, "Only those of this one."),
                .boolean("forloadbalancing", "Only those for load balancing."),
                .boolean("forsystemvms", "Only those for machines of the system."),
                .boolean("forprovider", "Only those for another provider."),
                .boolean("fordisplay", roles: .admin, "Only those shown to owners, or not."),
            ],
            filters: [
                "ipaddress": .name, "vpcid": .nothing, "vlanid": .nothing,
                "physicalnetworkid": .nothing, "forloadbalancing": .nothing,
                "forsystemvms": .nothing, "forprovider": .nothing,
                "associatednetworkid": .attribute("associatednetworkid"),
                "issourcenat": .flag("issourcenat"), "isstaticnat": .flag("isstaticnat"),
                "forvirtualnetwork": .flag("forvirtualnetwork"), "fordisplay": .flag("fordisplay"),
            ]
        ) { call, listing in
            let all = PublicIPAddress.State.allCases.map(\.rawValue)
            let taken = all.filter { $0 != PublicIPAddress.State.free.rawValue }
            let states = call.boolean("allocatedonly") == false ? all : taken
            let asked = call.string("state")?.lowercased()
            listing.narrow { query in
                query.states = states.filter { asked == nil || $0.lowercased() == asked }
            }
        }
    }

    private var update: APICommand {
        cloud.changing(
            "updateIpAddress", "Changes what is known of a public address.", "NET.IPUPDATE",
            Self.taken,
            [.boolean("fordisplay", roles: .admin, "Whether its owner is shown it.")]
        ) { address, call, errand in
            try await cloud.revise(address, for: errand) {
                $0.take(flags: ["fordisplay"], from: call)
            }
        }
    }
}
