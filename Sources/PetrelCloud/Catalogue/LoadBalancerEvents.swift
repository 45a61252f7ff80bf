/// Load balancers, within a zone and across zones, and their certificates.
extension EventType {
    public static var loadBalancerCreate: EventType { "LB.CREATE" }
    public static var loadBalancerUpdate: EventType { "LB.UPDATE" }
    public static var loadBalancerDelete: EventType { "LB.DELETE" }
    public static var assignToLoadBalancerRule: EventType { "LB.ASSIGN.TO.RULE" }
    public static var removeFromLoadBalancerRule: EventType { "LB.REMOVE.FROM.RULE" }
    public static var lbStickinessPolicyCreate: EventType { "LB.STICKINESSPOLICY.CREATE" }
    public static var lbStickinessPolicyUpdate: EventType { "LB.STICKINESSPOLICY.UPDATE" }
    public static var lbStickinessPolicyDelete: EventType { "LB.STICKINESSPOLICY.DELETE" }
    public static var lbHealthCheckPolicyCreate: EventType { "LB.HEALTHCHECKPOLICY.CREATE" }
    public static var lbHealthCheckPolicyUpdate: EventType { "LB.HEALTHCHECKPOLICY.UPDATE" }
    public static var lbHealthCheckPolicyDelete: EventType { "LB.HEALTHCHECKPOLICY.DELETE" }
    public static var lbCertUpload: EventType { "LB.CERT.UPLOAD" }
    public static var lbCertDelete: EventType { "LB.CERT.DELETE" }
    public static var lbCertAssign: EventType { "LB.CERT.ASSIGN" }
    public static var lbCertRemove: EventType { "LB.CERT.REMOVE" }
    public static var globalLoadBalancerCreate: EventType { "GLOBAL.LB.CREATE" }
    public static var globalLoadBalancerUpdate: EventType { "GLOBAL.LB.UPDATE" }
    public static var globalLoadBalancerDelete: EventType { "GLOBAL.LB.DELETE" }
    public static var assignToGlobalLoadBalancerRule: EventType { "GLOBAL.LB.ASSIGN" }
    public static var removeFromGlobalLoadBalancerRule: EventType { "GLOBAL.LB.REMOVE" }
}

extension EventCatalogue {
    static let loadBalancers: [EventDefinition] = [
        .action(
            .loadBalancerCreate, on: .loadBalancer, "A load balancer rule is made.", usage: .billed),
        .action(.loadBalancerUpdate, on: .loadBalancer, "A load balancer rule is changed."),
        .action(
            .loadBalancerDelete, on: .loadBalancer, "A load balancer rule is deleted.",
            usage: .billed),
        .action(
            .assignToLoadBalancerRule, on: .loadBalancer,
            "A machine is put behind a load balancer rule."),
        .action(
            .removeFromLoadBalancerRule, on: .loadBalancer,
            "A machine is taken away from a load balancer rule."),
        .action(
            .lbStickinessPolicyCreate, on: .stickinessPolicy,
            "A rule that keeps a client on one machine is made."),
        .action(
            .lbStickinessPolicyUpdate, on: .stickinessPolicy,
            "A rule that keeps a client on one machine is changed."),
        .action(
            .lbStickinessPolicyDelete, on: .stickinessPolicy,
            "A rule that keeps a client on one machine is deleted."),
        .action(
            .lbHealthCheckPolicyCreate, on: .healthCheckPolicy,
            "A health check of the machines behind a rule is set up."),
        .action(
            .lbHealthCheckPolicyUpdate, on: .healthCheckPolicy,
            "A health check of the machines behind a rule is changed."),
        .action(
            .lbHealthCheckPolicyDelete, on: .healthCheckPolicy,
            "A health check of the machines behind a rule is deleted."),
        .action(.lbCertUpload, on: .loadBalancer, "A certificate for load balancers is uploaded."),
        .action(.lbCertDelete, on: .loadBalancer, "A certificate for load balancers is deleted."),
        .action(.lbCertAssign, on: .loadBalancer, "A load balancer rule gets a certificate."),
        .action(.lbCertRemove, on: .loadBalancer, "A load balancer rule loses its certificate."),
        .action(
            .globalLoadBalancerCreate, on: .globalLoadBalancerRule,
            "A load balancer rule across zones is made.", usage: .told),
        .action(
            .globalLoadBalancerUpdate, on: .globalLoadBalancerRule,
            "A load balancer rule across zones is changed."),
        .action(
            .globalLoadBalancerDelete, on: .globalLoadBalancerRule,
            "A load balancer rule across zones is deleted.", usage: .told),
        .action(
            .assignToGlobalLoadBalancerRule, on: .globalLoadBalancerRule,
            "A zone's rule is put behind a rule across zones."),
        .action(
            .removeFromGlobalLoadBalancerRule, on: .globalLoadBalancerRule,
            "A zone's rule is taken away from a rule across zones."),
    ]
}
