internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// Lists of things this cloud has none of yet. Clients ask for them on their way and want an empty list.
///
/// Nothing makes such things here, so the lists are true: the service of a kind takes its list over when it comes.
struct Absent: Service {
    let cloud: Cloud

    private static let lists: [(name: String, key: String, what: String)] = [
        ("listProjects", "project", "projects"), ("listVPCs", "vpc", "VPCs"),
        ("listRouters", "router", "virtual routers"),
        ("listSecurityGroups", "securitygroup", "security groups"),
        ("listAffinityGroups", "affinitygroup", "affinity groups"),
        ("listPortForwardingRules", "portforwardingrule", "port forwarding rules"),
        ("listIpForwardingRules", "ipforwardingrule", "static NAT rules"),
        ("listFirewallRules", "firewallrule", "firewall rules"),
        ("listLoadBalancerRules", "loadbalancerrule", "load balancer rules"),
        ("listSystemVms", "systemvm", "system machines"),
    ]

    var commands: [APICommand] {
        Self.lists.map { list in
            APICommand(
                list.name, "Lists \(list.what); this server has none.", roles: .everyone,
                parameters: [
                    .id("id", of: "Resource", "Only this one."),
                    .id("ipaddressid", of: PublicIPAddress.kind, "Only those of this address."),
                    .id("virtualmachineid", of: VirtualMachine.kind, "Only those of this machine."),
                    .id("zoneid", of: Zone.kind, "Its zone."),
                    .string("name", "Only of this name."),
                ] + .ownership + .paging, response: .list(list.key, .texts("id", "name", "state"))
            ) { _ in .list([], count: 0) }
        }
    }
}
