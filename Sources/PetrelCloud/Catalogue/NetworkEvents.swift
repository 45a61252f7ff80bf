/// Guest networks, private clouds, and the rules on their edges.
extension EventType {
    public static var networkCreate: EventType { "NETWORK.CREATE" }
    public static var networkDelete: EventType { "NETWORK.DELETE" }
    public static var networkUpdate: EventType { "NETWORK.UPDATE" }
    public static var networkMigrate: EventType { "NETWORK.MIGRATE" }
    public static var networkRestart: EventType { "NETWORK.RESTART" }
    public static var networkElementConfigure: EventType { "NETWORK.ELEMENT.CONFIGURE" }
    public static var netRuleAdd: EventType { "NET.RULEADD" }
    public static var netRuleDelete: EventType { "NET.RULEDELETE" }
    public static var netRuleModify: EventType { "NET.RULEMODIFY" }
    public static var firewallOpen: EventType { "FIREWALL.OPEN" }
    public static var firewallClose: EventType { "FIREWALL.CLOSE" }
    public static var firewallUpdate: EventType { "FIREWALL.UPDATE" }
    public static var firewallEgressOpen: EventType { "FIREWALL.EGRESS.OPEN" }
    public static var firewallEgressClose: EventType { "FIREWALL.EGRESS.CLOSE" }
    public static var firewallEgressUpdate: EventType { "FIREWALL.EGRESS.UPDATE" }
    public static var ipv6FirewallRuleCreate: EventType { "IPV6.FIREWALL.RULE.CREATE" }
    public static var ipv6FirewallRuleUpdate: EventType { "IPV6.FIREWALL.RULE.UPDATE" }
    public static var ipv6FirewallRuleDelete: EventType { "IPV6.FIREWALL.RULE.DELETE" }
    public static var routingIPv4FirewallRuleCreate: EventType {
        "ROUTING.IPV4.FIREWALL.RULE.CREATE"
    }
    public static var routingIPv4FirewallRuleUpdate: EventType {
        "ROUTING.IPV4.FIREWALL.RULE.UPDATE"
    }
    public static var routingIPv4FirewallRuleDelete: EventType {
        "ROUTING.IPV4.FIREWALL.RULE.DELETE"
    }
    public static var vpcCreate: EventType { "VPC.CREATE" }
    public static var vpcUpdate: EventType { "VPC.UPDATE" }
    public static var vpcDelete: EventType { "VPC.DELETE" }
    public static var vpcRestart: EventType { "VPC.RESTART" }
    public static var networkACLCreate: EventType { "NETWORK.ACL.CREATE" }
    public static var networkACLImport: EventType { "NETWORK.ACL.IMPORT" }
    public static var networkACLDelete: EventType { "NETWORK.ACL.DELETE" }
    public static var networkACLReplace: EventType { "NETWORK.ACL.REPLACE" }
    public static var networkACLUpdate: EventType { "NETWORK.ACL.UPDATE" }
    public static var networkACLItemCreate: EventType { "NETWORK.ACL.ITEM.CREATE" }
    public static var networkACLItemUpdate: EventType { "NETWORK.ACL.ITEM.UPDATE" }
    public static var networkACLItemDelete: EventType { "NETWORK.ACL.ITEM.DELETE" }
    public static var privateGatewayCreate: EventType { "PRIVATE.GATEWAY.CREATE" }
    public static var privateGatewayDelete: EventType { "PRIVATE.GATEWAY.DELETE" }
    public static var staticRouteCreate: EventType { "STATIC.ROUTE.CREATE" }
    public static var staticRouteDelete: EventType { "STATIC.ROUTE.DELETE" }
}

extension EventCatalogue {
    static let networks: [EventDefinition] = [
        .action(.networkCreate, on: .network, "A guest network is made.", usage: .billed),
        .action(.networkDelete, on: .network, "A guest network is deleted.", usage: .billed),
        .action(
            .networkUpdate, on: .network, "A guest network's settings or offering are changed.",
            usage: .billed),
        .action(
            .networkMigrate, on: .network,
            "A guest network moves to another physical network or offering."),
        .action(.networkRestart, on: .network, "A guest network's services are set up again."),
        .action(
            .networkElementConfigure, on: .network,
            "A network element, such as a router, is configured."),
        .action(
            .netRuleAdd, on: .firewallRule, "A forwarding rule is added to a public address.",
            usage: .billed),
        .action(.netRuleDelete, on: .firewallRule, "A forwarding rule is deleted.", usage: .billed),
        .action(.netRuleModify, on: .firewallRule, "A forwarding rule is changed."),
        .action(.firewallOpen, on: .firewallRule, "Traffic from outside is let in by a rule."),
        .action(.firewallClose, on: .firewallRule, "A rule that let traffic in is deleted."),
        .action(.firewallUpdate, on: .firewallRule, "A rule for traffic from outside is changed."),
        .action(
            .firewallEgressOpen, on: .firewallRule, "Traffic to the outside is let out by a rule."),
        .action(.firewallEgressClose, on: .firewallRule, "A rule that let traffic out is deleted."),
        .action(
            .firewallEgressUpdate, on: .firewallRule,
            "A rule for traffic to the outside is changed."),
        .action(.ipv6FirewallRuleCreate, on: .firewallRule, "A firewall rule for IPv6 is made."),
        .action(.ipv6FirewallRuleUpdate, on: .firewallRule, "A firewall rule for IPv6 is changed."),
        .action(.ipv6FirewallRuleDelete, on: .firewallRule, "A firewall rule for IPv6 is deleted."),
        .action(
            .routingIPv4FirewallRuleCreate, on: .firewallRule,
            "A firewall rule for a routed IPv4 network is made."),
        .action(
            .routingIPv4FirewallRuleUpdate, on: .firewallRule,
            "A firewall rule for a routed IPv4 network is changed."),
        .action(
            .routingIPv4FirewallRuleDelete, on: .firewallRule,
            "A firewall rule for a routed IPv4 network is deleted."),
        .action(.vpcCreate, on: .vpc, "A virtual private cloud is made.", usage: .billed),
        .action(.vpcUpdate, on: .vpc, "A virtual private cloud's settings are changed."),
        .action(.vpcDelete, on: .vpc, "A virtual private cloud is deleted.", usage: .billed),
        .action(.vpcRestart, on: .vpc, "A virtual private cloud's services are set up again."),
        .action(.networkACLCreate, on: .networkACL, "A list of access rules is made."),
        .action(.networkACLImport, on: .networkACL, "Access rules are read into a list."),
        .action(.networkACLDelete, on: .networkACL, "A list of access rules is deleted."),
        .action(
            .networkACLReplace, on: .networkACL, "A network gets another list of access rules."),
        .action(.networkACLUpdate, on: .networkACL, "A list of access rules is changed."),
        .action(.networkACLItemCreate, on: .networkACLItem, "An access rule is made."),
        .action(.networkACLItemUpdate, on: .networkACLItem, "An access rule is changed."),
        .action(.networkACLItemDelete, on: .networkACLItem, "An access rule is deleted."),
        .action(
            .privateGatewayCreate, on: .privateGateway,
            "A private cloud gets a gateway to a network of the data centre."),
        .action(
            .privateGatewayDelete, on: .privateGateway,
            "A private cloud loses a gateway to a network of the data centre."),
        .action(.staticRouteCreate, on: .staticRoute, "A fixed route is added to a private cloud."),
        .action(.staticRouteDelete, on: .staticRoute, "A fixed route is deleted."),
    ]
}
