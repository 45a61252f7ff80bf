/// What is done through a Tungsten Fabric network controller.
extension EventType {
    public static var tungstenCreatePolicy: EventType { "TUNGSTEN.CREATE.POLICY" }
    public static var tungstenDeletePolicy: EventType { "TUNGSTEN.DELETE.POLICY" }
    public static var tungstenApplyPolicy: EventType { "TUNGSTEN.APPLY.POLICY" }
    public static var tungstenRemovePolicy: EventType { "TUNGSTEN.REMOVE.POLICY" }
    public static var tungstenAddPolicyRule: EventType { "TUNGSTEN.ADD.POLICY.RULE" }
    public static var tungstenRemovePolicyRule: EventType { "TUNGSTEN.REMOVE.POLICY.RULE" }
    public static var tungstenCreateTag: EventType { "TUNGSTEN.CREATE.TAG" }
    public static var tungstenDeleteTag: EventType { "TUNGSTEN.DELETE.TAG" }
    public static var tungstenApplyTag: EventType { "TUNGSTEN.APPLY.TAG" }
    public static var tungstenRemoveTag: EventType { "TUNGSTEN.REMOVE.TAG" }
    public static var tungstenCreateTagType: EventType { "TUNGSTEN.CREATE.TAGTYPE" }
    public static var tungstenDeleteTagType: EventType { "TUNGSTEN.DELETE.TAGTYPE" }
    public static var tungstenCreateAddressGroup: EventType { "TUNGSTEN.CREATE.ADDRESS.GROUP" }
    public static var tungstenDeleteAddressGroup: EventType { "TUNGSTEN.DELETE.ADDRESS.GROUP" }
    public static var tungstenCreateServiceGroup: EventType { "TUNGSTEN.CREATE.SERVICE.GROUP" }
    public static var tungstenDeleteServiceGroup: EventType { "TUNGSTEN.DELETE.SERVICE.GROUP" }
    public static var tungstenCreateApplicationPolicySet: EventType { "TUNGSTEN.CREATE.APS" }
    public static var tungstenDeleteApplicationPolicySet: EventType { "TUNGSTEN.DELETE.APS" }
    public static var tungstenCreateFirewallPolicy: EventType { "TUNGSTEN.CREATE.FIREWALL.POLICY" }
    public static var tungstenDeleteFirewallPolicy: EventType { "TUNGSTEN.DELETE.FIREWALL.POLICY" }
    public static var tungstenCreateFirewallRule: EventType { "TUNGSTEN.CREATE.FIREWALL.RULE" }
    public static var tungstenDeleteFirewallRule: EventType { "TUNGSTEN.DELETE.FIREWALL.RULE" }
    public static var tungstenCreateLogicalRouter: EventType { "TUNGSTEN.CREATE.LOGICAL.ROUTER" }
    public static var tungstenDeleteLogicalRouter: EventType { "TUNGSTEN.DELETE.LOGICAL.ROUTER" }
    public static var tungstenAddNetworkGatewayToLogicalRouter: EventType {
        "TUNGSTEN.ADD.NETWORK.GW.TO.LG"
    }
    public static var tungstenRemoveNetworkGatewayFromLogicalRouter: EventType {
        "TUNGSTEN.RM.NETWORK.GW.FROM.LG"
    }
    public static var tungstenUpdateLBHealthMonitor: EventType { "TUNGSTEN.UPDATE.LB.HM" }
}

extension EventCatalogue {
    static let tungsten: [EventDefinition] = [
        .action(.tungstenCreatePolicy, "A network policy is made."),
        .action(.tungstenDeletePolicy, "A network policy is deleted."),
        .action(.tungstenApplyPolicy, "A network policy is put on a network."),
        .action(.tungstenRemovePolicy, "A network policy is taken off a network."),
        .action(.tungstenAddPolicyRule, "A rule is added to a network policy."),
        .action(.tungstenRemovePolicyRule, "A rule is removed from a network policy."),
        .action(.tungstenCreateTag, "A tag is made in the controller."),
        .action(.tungstenDeleteTag, "A tag is deleted in the controller."),
        .action(.tungstenApplyTag, "A tag of the controller is put on something."),
        .action(.tungstenRemoveTag, "A tag of the controller is taken off something."),
        .action(.tungstenCreateTagType, "A type of tags is made in the controller."),
        .action(.tungstenDeleteTagType, "A type of tags is deleted in the controller."),
        .action(.tungstenCreateAddressGroup, "A group of addresses is made."),
        .action(.tungstenDeleteAddressGroup, "A group of addresses is deleted."),
        .action(.tungstenCreateServiceGroup, "A group of services is made."),
        .action(.tungstenDeleteServiceGroup, "A group of services is deleted."),
        .action(.tungstenCreateApplicationPolicySet, "A set of application policies is made."),
        .action(.tungstenDeleteApplicationPolicySet, "A set of application policies is deleted."),
        .action(.tungstenCreateFirewallPolicy, "A firewall policy is made."),
        .action(.tungstenDeleteFirewallPolicy, "A firewall policy is deleted."),
        .action(.tungstenCreateFirewallRule, "A rule of a firewall policy is made."),
        .action(.tungstenDeleteFirewallRule, "A rule of a firewall policy is deleted."),
        .action(.tungstenCreateLogicalRouter, "A logical router is made."),
        .action(.tungstenDeleteLogicalRouter, "A logical router is deleted."),
        .action(
            .tungstenAddNetworkGatewayToLogicalRouter, "A network is joined to a logical router."),
        .action(
            .tungstenRemoveNetworkGatewayFromLogicalRouter,
            "A network is taken away from a logical router."),
        .action(
            .tungstenUpdateLBHealthMonitor,
            "A load balancer's health check is changed in the controller."),
    ]
}
