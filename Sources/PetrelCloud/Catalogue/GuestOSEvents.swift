/// Which operating systems guests have, and what hypervisors call them.
extension EventType {
    public static var guestOSAdd: EventType { "GUEST.OS.ADD" }
    public static var guestOSUpdate: EventType { "GUEST.OS.UPDATE" }
    public static var guestOSRemove: EventType { "GUEST.OS.REMOVE" }
    public static var guestOSCategoryAdd: EventType { "GUEST.OS.CATEGORY.ADD" }
    public static var guestOSCategoryUpdate: EventType { "GUEST.OS.CATEGORY.UPDATE" }
    public static var guestOSCategoryDelete: EventType { "GUEST.OS.CATEGORY.DELETE" }
    public static var guestOSMappingAdd: EventType { "GUEST.OS.MAPPING.ADD" }
    public static var guestOSMappingUpdate: EventType { "GUEST.OS.MAPPING.UPDATE" }
    public static var guestOSMappingRemove: EventType { "GUEST.OS.MAPPING.REMOVE" }
    public static var guestOSHypervisorNameFetch: EventType { "GUEST.OS.HYPERVISOR.NAME.FETCH" }
}

extension EventCatalogue {
    static let guestOS: [EventDefinition] = [
        .action(.guestOSAdd, on: .guestOS, "An operating system is added to the list."),
        .action(.guestOSUpdate, on: .guestOS, "An operating system on the list is changed."),
        .action(.guestOSRemove, on: .guestOS, "An operating system is taken off the list."),
        .action(.guestOSCategoryAdd, "A category of operating systems is added."),
        .action(.guestOSCategoryUpdate, "A category of operating systems is changed."),
        .action(.guestOSCategoryDelete, "A category of operating systems is deleted."),
        .action(
            .guestOSMappingAdd, on: .guestOSHypervisor,
            "A hypervisor's name for an operating system is added."),
        .action(
            .guestOSMappingUpdate, on: .guestOSHypervisor,
            "A hypervisor's name for an operating system is changed."),
        .action(
            .guestOSMappingRemove, on: .guestOSHypervisor,
            "A hypervisor's name for an operating system is removed."),
        .action(
            .guestOSHypervisorNameFetch, on: .guestOSHypervisor,
            "A hypervisor is asked which operating systems it knows."),
    ]
}
