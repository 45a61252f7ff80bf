/// Network controllers that come with plug-ins.
extension EventType {
    public static var bcfControllerAdd: EventType { "PHYSICAL.BCFCONTROLLER.ADD" }
    public static var bcfControllerDelete: EventType { "PHYSICAL.BCFCONTROLLER.DELETE" }
    public static var externalVCSControllerAdd: EventType { "PHYSICAL.VCSCONTROLLER.ADD" }
    public static var externalVCSControllerDelete: EventType { "PHYSICAL.VCSCONTROLLER.DELETE" }
}

extension EventCatalogue {
    static let controllers: [EventDefinition] = [
        .action(.bcfControllerAdd, "A Big Cloud Fabric controller is added."),
        .action(.bcfControllerDelete, "A Big Cloud Fabric controller is deleted."),
        .action(.externalVCSControllerAdd, "A Brocade VCS switch is added."),
        .action(.externalVCSControllerDelete, "A Brocade VCS switch is deleted."),
    ]
}
