/// Certificates, keys and groups that decide who reaches whom.
extension EventType {
    public static var caCertificateIssue: EventType { "CA.CERTIFICATE.ISSUE" }
    public static var caCertificateRevoke: EventType { "CA.CERTIFICATE.REVOKE" }
    public static var caCertificateProvision: EventType { "CA.CERTIFICATE.PROVISION" }
    public static var uploadCustomCertificate: EventType { "UPLOAD.CUSTOM.CERTIFICATE" }
    public static var kmsKeyCreate: EventType { "KMS.KEY.CREATE" }
    public static var kmsKeyUpdate: EventType { "KMS.KEY.UPDATE" }
    public static var kmsKeyRotate: EventType { "KMS.KEY.ROTATE" }
    public static var kmsKeyDelete: EventType { "KMS.KEY.DELETE" }
    public static var kmsKeyWrap: EventType { "KMS.KEY.WRAP" }
    public static var kmsKeyUnwrap: EventType { "KMS.KEY.UNWRAP" }
    public static var hsmProfileCreate: EventType { "HSM.PROFILE.CREATE" }
    public static var hsmProfileUpdate: EventType { "HSM.PROFILE.UPDATE" }
    public static var hsmProfileDelete: EventType { "HSM.PROFILE.DELETE" }
    public static var securityGroupCreate: EventType { "SG.CREATE" }
    public static var securityGroupUpdate: EventType { "SG.UPDATE" }
    public static var securityGroupDelete: EventType { "SG.DELETE" }
    public static var securityGroupAuthorizeIngress: EventType { "SG.AUTH.INGRESS" }
    public static var securityGroupRevokeIngress: EventType { "SG.REVOKE.INGRESS" }
    public static var securityGroupAuthorizeEgress: EventType { "SG.AUTH.EGRESS" }
    public static var securityGroupRevokeEgress: EventType { "SG.REVOKE.EGRESS" }
    public static var securityGroupAssign: EventType { "SG.ASSIGN" }
    public static var securityGroupRemove: EventType { "SG.REMOVE" }
    public static var affinityGroupCreate: EventType { "AG.CREATE" }
    public static var affinityGroupDelete: EventType { "AG.DELETE" }
    public static var affinityGroupAssign: EventType { "AG.ASSIGN" }
    public static var affinityGroupRemove: EventType { "AG.REMOVE" }
}

extension EventCatalogue {
    static let security: [EventDefinition] = [
        .action(.caCertificateIssue, "The cloud's authority issues a certificate."),
        .action(.caCertificateRevoke, "The cloud's authority revokes a certificate."),
        .action(.caCertificateProvision, "A host or system machine gets a new certificate."),
        .action(
            .uploadCustomCertificate, on: .certificate,
            "The cloud's own machines get a certificate from outside."),
        .action(.kmsKeyCreate, on: .kmsKey, "An encryption key is made."),
        .action(.kmsKeyUpdate, on: .kmsKey, "An encryption key's settings are changed."),
        .action(.kmsKeyRotate, on: .kmsKey, "An encryption key gets a new version."),
        .action(.kmsKeyDelete, on: .kmsKey, "An encryption key is deleted."),
        .action(.kmsKeyWrap, on: .kmsKey, "A secret is locked with an encryption key."),
        .action(.kmsKeyUnwrap, on: .kmsKey, "A secret is unlocked with an encryption key."),
        .action(.hsmProfileCreate, on: .hsmProfile, "A hardware security module is described."),
        .action(
            .hsmProfileUpdate, on: .hsmProfile,
            "The description of a hardware security module is changed."),
        .action(
            .hsmProfileDelete, on: .hsmProfile,
            "The description of a hardware security module is deleted."),
        .action(.securityGroupCreate, on: .securityGroup, "A security group is made."),
        .action(.securityGroupUpdate, on: .securityGroup, "A security group is changed."),
        .action(.securityGroupDelete, on: .securityGroup, "A security group is deleted."),
        .action(
            .securityGroupAuthorizeIngress, on: .securityGroup, "A security group lets traffic in."),
        .action(
            .securityGroupRevokeIngress, on: .securityGroup,
            "A security group no longer lets some traffic in."),
        .action(
            .securityGroupAuthorizeEgress, on: .securityGroup, "A security group lets traffic out."),
        .action(
            .securityGroupRevokeEgress, on: .securityGroup,
            "A security group no longer lets some traffic out."),
        .usage(
            .securityGroupAssign, on: .securityGroup, "A machine joins a security group.",
            usage: .billed),
        .usage(
            .securityGroupRemove, on: .securityGroup, "A machine leaves a security group.",
            usage: .billed),
        .action(
            .affinityGroupCreate, on: .affinityGroup,
            "A group that keeps machines together or apart is made."),
        .action(.affinityGroupDelete, on: .affinityGroup, "An affinity group is deleted."),
        .action(.affinityGroupAssign, on: .affinityGroup, "A machine joins an affinity group."),
        .action(.affinityGroupRemove, on: .affinityGroup, "A machine leaves an affinity group."),
    ]
}
