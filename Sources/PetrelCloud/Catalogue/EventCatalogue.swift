/// Every event type this cloud knows, with its meaning.
///
/// An event type is one row in the table of its family; nothing else has to be written for it. Types
/// that stand in no table are carried all the same.
public enum EventCatalogue {
    /// The tables, one for each part of the cloud.
    public static let all: [EventDefinition] = core + plugins

    /// The types of the management server itself, in the order of the families.
    public static let core: [EventDefinition] = [
        virtualMachines, systemVMs, addresses, networks, loadBalancers, vpns, tungsten, volumes,
        templates, backups, identity, security, offerings, infrastructure, hosts, physicalNetworks,
        autoScaling, routing, guestOS, services, administration,
    ].flatMap(\.self)

    /// The types that plug-ins bring along.
    public static let plugins: [EventDefinition] = kubernetes + controllers

    /// What is known about a type; `nil` for one that is not in the catalogue.
    public static subscript(type: EventType) -> EventDefinition? { byType[type] }

    private static let byType = Dictionary(uniqueKeysWithValues: all.map { ($0.type, $0) })
}
