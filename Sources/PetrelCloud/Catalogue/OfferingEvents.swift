/// What can be ordered: sizes of machines, disks and networks, and graphics cards.
extension EventType {
    public static var serviceOfferingCreate: EventType { "SERVICE.OFFERING.CREATE" }
    public static var serviceOfferingClone: EventType { "SERVICE.OFFERING.CLONE" }
    public static var serviceOfferingEdit: EventType { "SERVICE.OFFERING.EDIT" }
    public static var serviceOfferingDelete: EventType { "SERVICE.OFFERING.DELETE" }
    public static var diskOfferingCreate: EventType { "DISK.OFFERING.CREATE" }
    public static var diskOfferingClone: EventType { "DISK.OFFERING.CLONE" }
    public static var diskOfferingEdit: EventType { "DISK.OFFERING.EDIT" }
    public static var diskOfferingDelete: EventType { "DISK.OFFERING.DELETE" }
    public static var networkOfferingCreate: EventType { "NETWORK.OFFERING.CREATE" }
    public static var networkOfferingClone: EventType { "NETWORK.OFFERING.CLONE" }
    public static var networkOfferingEdit: EventType { "NETWORK.OFFERING.EDIT" }
    public static var networkOfferingDelete: EventType { "NETWORK.OFFERING.DELETE" }
    public static var networkOfferingAssign: EventType { "NETWORK.OFFERING.ASSIGN" }
    public static var networkOfferingRemove: EventType { "NETWORK.OFFERING.REMOVE" }
    public static var vpcOfferingCreate: EventType { "VPC.OFFERING.CREATE" }
    public static var vpcOfferingClone: EventType { "VPC.OFFERING.CLONE" }
    public static var vpcOfferingUpdate: EventType { "VPC.OFFERING.UPDATE" }
    public static var vpcOfferingDelete: EventType { "VPC.OFFERING.DELETE" }
    public static var gpuCardCreate: EventType { "GPU.CARD.CREATE" }
    public static var gpuCardEdit: EventType { "GPU.CARD.EDIT" }
    public static var gpuCardDelete: EventType { "GPU.CARD.DELETE" }
    public static var vgpuProfileCreate: EventType { "VGPU.PROFILE.CREATE" }
    public static var vgpuProfileEdit: EventType { "VGPU.PROFILE.EDIT" }
    public static var vgpuProfileDelete: EventType { "VGPU.PROFILE.DELETE" }
    public static var gpuDeviceCreate: EventType { "GPU.DEVICE.CREATE" }
    public static var gpuDeviceEdit: EventType { "GPU.DEVICE.EDIT" }
    public static var gpuDeviceDelete: EventType { "GPU.DEVICE.DELETE" }
}

extension EventCatalogue {
    static let offerings: [EventDefinition] = [
        .action(.serviceOfferingCreate, on: .serviceOffering, "A size of machines is offered."),
        .action(
            .serviceOfferingClone, on: .serviceOffering,
            "A size of machines is made after another one."),
        .action(.serviceOfferingEdit, on: .serviceOffering, "A size of machines is changed."),
        .action(
            .serviceOfferingDelete, on: .serviceOffering, "A size of machines is no longer offered."
        ),
        .action(.diskOfferingCreate, on: .diskOffering, "A kind of disks is offered."),
        .action(
            .diskOfferingClone, on: .diskOffering, "A kind of disks is made after another one."),
        .action(.diskOfferingEdit, on: .diskOffering, "A kind of disks is changed."),
        .action(.diskOfferingDelete, on: .diskOffering, "A kind of disks is no longer offered."),
        .action(
            .networkOfferingCreate, on: .networkOffering, "A kind of networks is offered.",
            usage: .billed),
        .action(
            .networkOfferingClone, on: .networkOffering,
            "A kind of networks is made after another one."),
        .action(.networkOfferingEdit, on: .networkOffering, "A kind of networks is changed."),
        .action(
            .networkOfferingDelete, on: .networkOffering,
            "A kind of networks is no longer offered.", usage: .billed),
        .usage(
            .networkOfferingAssign, on: .networkOffering,
            "A machine's network card begins to use a network offering.", usage: .billed),
        .usage(
            .networkOfferingRemove, on: .networkOffering,
            "A machine's network card no longer uses a network offering.", usage: .billed),
        .action(.vpcOfferingCreate, on: .vpcOffering, "A kind of private clouds is offered."),
        .action(
            .vpcOfferingClone, on: .vpcOffering,
            "A kind of private clouds is made after another one."),
        .action(.vpcOfferingUpdate, on: .vpcOffering, "A kind of private clouds is changed."),
        .action(
            .vpcOfferingDelete, on: .vpcOffering, "A kind of private clouds is no longer offered."),
        .action(.gpuCardCreate, on: .gpuCard, "A model of graphics cards is described."),
        .action(.gpuCardEdit, on: .gpuCard, "The description of a graphics card model is changed."),
        .action(
            .gpuCardDelete, on: .gpuCard, "The description of a graphics card model is deleted."),
        .action(
            .vgpuProfileCreate, on: .vgpuProfile, "A way to share a graphics card is described."),
        .action(.vgpuProfileEdit, on: .vgpuProfile, "A way to share a graphics card is changed."),
        .action(.vgpuProfileDelete, on: .vgpuProfile, "A way to share a graphics card is deleted."),
        .action(.gpuDeviceCreate, on: .gpuDevice, "A graphics card in a host is recorded."),
        .action(.gpuDeviceEdit, on: .gpuDevice, "The record of a graphics card is changed."),
        .action(.gpuDeviceDelete, on: .gpuDevice, "The record of a graphics card is deleted."),
    ]
}
