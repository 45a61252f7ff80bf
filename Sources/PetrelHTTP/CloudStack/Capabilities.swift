internal import PetrelCloud
internal import PetrelPlugin

/// What `listCapabilities` says.
enum Capabilities {
    static let fields: [APIField] = [
        APIField("cloudstackversion", .string, "The version of the API."),
        APIField("securitygroupsenabled", .boolean, "Whether there are security groups."),
        APIField("dynamicrolesenabled", .boolean, "Whether roles can be made."),
        APIField("userpublictemplateenabled", .boolean, "Whether users may share templates."),
        APIField("supportELB", .string, "Whether addresses balance loads by themselves."),
        APIField("projectinviterequired", .boolean, "Whether members of projects are invited."),
        APIField("allowusercreateprojects", .boolean, "Whether users may make projects."),
        APIField("customdiskofferingminsize", .long, "The smallest disk of a free size, in GiB."),
        APIField("customdiskofferingmaxsize", .long, "The largest disk of a free size, in GiB."),
        APIField("regionsecondaryenabled", .boolean, "Whether stores span a region."),
        APIField("kvmsnapshotenabled", .boolean, "Whether KVM takes snapshots."),
        APIField("allowuserviewdestroyedvm", .boolean, "Whether users see destroyed machines."),
        APIField("allowuserexpungerecovervm", .boolean, "Whether users expunge and recover."),
        APIField("allowuserexpungerecovervolume", .boolean, "The same for volumes."),
        APIField(
            "allowuserviewalldomainaccounts", .boolean, "Whether users see their domain's accounts."
        ),
        APIField("allowuserforcestopvm", .boolean, "Whether users may stop by force."),
        APIField("kubernetesserviceenabled", .boolean, "Whether there are Kubernetes clusters."),
        APIField("defaultuipagesize", .long, "Items on a page of the console."),
        APIField("instanceleaseenabled", .boolean, "Whether machines can be leased."),
        APIField("dynamicscalingenabled", .boolean, "Whether running machines can be scaled."),
    ]

    static func answer(version: String, role: APICommand.Roles) -> JSONValue {
        let isAdmin = !role.isDisjoint(with: [.admin, .resourceAdmin, .domainAdmin])
        return [
            "cloudstackversion": .string(version), "securitygroupsenabled": false,
            "dynamicrolesenabled": true, "userpublictemplateenabled": true, "supportELB": "false",
            "projectinviterequired": false, "allowusercreateprojects": false,
            "customdiskofferingminsize": 1, "customdiskofferingmaxsize": 1_024,
            "regionsecondaryenabled": false, "kvmsnapshotenabled": true,
            "allowuserviewdestroyedvm": .bool(isAdmin), "allowuserexpungerecovervm": .bool(isAdmin),
            "allowuserexpungerecovervolume": .bool(isAdmin),
            "allowuserviewalldomainaccounts": .bool(isAdmin), "allowuserforcestopvm": true,
            "kubernetesserviceenabled": false, "defaultuipagesize": 20,
            "instanceleaseenabled": false, "dynamicscalingenabled": true,
        ]
    }
}
