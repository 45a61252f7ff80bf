/// Physical networks and the devices in them.
extension EventType {
    public static var physicalNetworkCreate: EventType { "PHYSICAL.NETWORK.CREATE" }
    public static var physicalNetworkUpdate: EventType { "PHYSICAL.NETWORK.UPDATE" }
    public static var physicalNetworkDelete: EventType { "PHYSICAL.NETWORK.DELETE" }
    public static var serviceProviderCreate: EventType { "SERVICE.PROVIDER.CREATE" }
    public static var serviceProviderUpdate: EventType { "SERVICE.PROVIDER.UPDATE" }
    public static var serviceProviderDelete: EventType { "SERVICE.PROVIDER.DELETE" }
    public static var trafficTypeCreate: EventType { "TRAFFIC.TYPE.CREATE" }
    public static var trafficTypeUpdate: EventType { "TRAFFIC.TYPE.UPDATE" }
    public static var trafficTypeDelete: EventType { "TRAFFIC.TYPE.DELETE" }
    public static var externalLBDeviceAdd: EventType { "PHYSICAL.LOADBALANCER.ADD" }
    public static var externalLBDeviceConfigure: EventType { "PHYSICAL.LOADBALANCER.CONFIGURE" }
    public static var externalLBDeviceDelete: EventType { "PHYSICAL.LOADBALANCER.DELETE" }
    public static var externalFirewallDeviceAdd: EventType { "PHYSICAL.FIREWALL.ADD" }
    public static var externalFirewallDeviceConfigure: EventType { "PHYSICAL.FIREWALL.CONFIGURE" }
    public static var externalFirewallDeviceDelete: EventType { "PHYSICAL.FIREWALL.DELETE" }
    public static var externalSwitchManagementDeviceAdd: EventType { "SWITCH.MGMT.ADD" }
    public static var externalSwitchManagementDeviceConfigure: EventType { "SWITCH.MGMT.CONFIGURE" }
    public static var externalSwitchManagementDeviceEnable: EventType { "SWITCH.MGMT.ENABLE" }
    public static var externalSwitchManagementDeviceDisable: EventType { "SWITCH.MGMT.DISABLE" }
    public static var externalSwitchManagementDeviceDelete: EventType { "SWITCH.MGMT.DELETE" }
    public static var externalNCCDeviceAdd: EventType { "PHYSICAL.NCC.ADD" }
    public static var externalNCCDeviceDelete: EventType { "PHYSICAL.NCC.DELETE" }
    public static var netScalerServicePackageAdd: EventType { "NETSCALER.SERVICEPACKAGE.ADD" }
    public static var netScalerServicePackageDelete: EventType { "NETSCALER.SERVICEPACKAGE.DELETE" }
    public static var externalNVPControllerAdd: EventType { "PHYSICAL.NVPCONTROLLER.ADD" }
    public static var externalNVPControllerConfigure: EventType {
        "PHYSICAL.NVPCONTROLLER.CONFIGURE"
    }
    public static var externalNVPControllerDelete: EventType { "PHYSICAL.NVPCONTROLLER.DELETE" }
    public static var externalOVSControllerAdd: EventType { "PHYSICAL.OVSCONTROLLER.ADD" }
    public static var externalOVSControllerDelete: EventType { "PHYSICAL.OVSCONTROLLER.DELETE" }
    public static var externalOpenDaylightAddController: EventType { "PHYSICAL.ODLCONTROLLER.ADD" }
    public static var externalOpenDaylightConfigureController: EventType {
        "PHYSICAL.ODLCONTROLLER.CONFIGURE"
    }
    public static var externalOpenDaylightDeleteController: EventType {
        "PHYSICAL.ODLCONTROLLER.DELETE"
    }
    public static var bareMetalDHCPServerAdd: EventType { "PHYSICAL.DHCP.ADD" }
    public static var bareMetalDHCPServerDelete: EventType { "PHYSICAL.DHCP.DELETE" }
    public static var bareMetalPXEServerAdd: EventType { "PHYSICAL.PXE.ADD" }
    public static var bareMetalPXEServerDelete: EventType { "PHYSICAL.PXE.DELETE" }
    public static var bareMetalRCTAdd: EventType { "BAREMETAL.RCT.ADD" }
    public static var bareMetalRCTDelete: EventType { "BAREMETAL.RCT.DELETE" }
    public static var bareMetalProvisionDone: EventType { "BAREMETAL.PROVISION.DONE" }
    public static var ucsAssociatedProfile: EventType { "UCS.ASSOCIATEPROFILE" }
}

extension EventCatalogue {
    static let physicalNetworks: [EventDefinition] = [
        .action(.physicalNetworkCreate, on: .physicalNetwork, "A physical network is recorded."),
        .action(
            .physicalNetworkUpdate, on: .physicalNetwork,
            "A physical network's settings are changed."),
        .action(.physicalNetworkDelete, on: .physicalNetwork, "A physical network is deleted."),
        .action(
            .serviceProviderCreate, on: .networkServiceProvider,
            "A physical network gets a provider of network services."),
        .action(
            .serviceProviderUpdate, on: .networkServiceProvider,
            "A provider of network services is changed."),
        .action(
            .serviceProviderDelete, on: .networkServiceProvider,
            "A physical network loses a provider of network services."),
        .action(
            .trafficTypeCreate, on: .physicalNetworkTrafficType,
            "A physical network carries one more type of traffic."),
        .action(
            .trafficTypeUpdate, on: .physicalNetworkTrafficType,
            "How a physical network carries a type of traffic is changed."),
        .action(
            .trafficTypeDelete, on: .physicalNetworkTrafficType,
            "A physical network no longer carries a type of traffic."),
        .action(.externalLBDeviceAdd, on: .physicalNetwork, "A load balancer device is added."),
        .action(
            .externalLBDeviceConfigure, on: .physicalNetwork,
            "A load balancer device is configured."),
        .action(
            .externalLBDeviceDelete, on: .physicalNetwork, "A load balancer device is deleted."),
        .action(.externalFirewallDeviceAdd, on: .physicalNetwork, "A firewall device is added."),
        .action(
            .externalFirewallDeviceConfigure, on: .physicalNetwork,
            "A firewall device is configured."),
        .action(
            .externalFirewallDeviceDelete, on: .physicalNetwork, "A firewall device is deleted."),
        .action(
            .externalSwitchManagementDeviceAdd, on: .nexusSwitch,
            "A virtual switch supervisor is added."),
        .action(
            .externalSwitchManagementDeviceConfigure, on: .nexusSwitch,
            "A virtual switch supervisor is configured."),
        .action(
            .externalSwitchManagementDeviceEnable, on: .nexusSwitch,
            "A virtual switch supervisor is switched on."),
        .action(
            .externalSwitchManagementDeviceDisable, on: .nexusSwitch,
            "A virtual switch supervisor is switched off."),
        .action(
            .externalSwitchManagementDeviceDelete, on: .nexusSwitch,
            "A virtual switch supervisor is deleted."),
        .action(.externalNCCDeviceAdd, "A NetScaler Control Center is added."),
        .action(.externalNCCDeviceDelete, "A NetScaler Control Center is deleted."),
        .action(.netScalerServicePackageAdd, "A NetScaler service package is added."),
        .action(.netScalerServicePackageDelete, "A NetScaler service package is deleted."),
        .action(.externalNVPControllerAdd, on: .nvpController, "An NVP controller is added."),
        .action(
            .externalNVPControllerConfigure, on: .nvpController, "An NVP controller is configured."),
        .action(.externalNVPControllerDelete, on: .nvpController, "An NVP controller is deleted."),
        .action(.externalOVSControllerAdd, "An Open vSwitch controller is added."),
        .action(.externalOVSControllerDelete, "An Open vSwitch controller is deleted."),
        .action(
            .externalOpenDaylightAddController, on: .openDaylightController,
            "An OpenDaylight controller is added."),
        .action(
            .externalOpenDaylightConfigureController, on: .openDaylightController,
            "An OpenDaylight controller is configured."),
        .action(
            .externalOpenDaylightDeleteController, on: .openDaylightController,
            "An OpenDaylight controller is deleted."),
        .action(.bareMetalDHCPServerAdd, "A DHCP server for bare metal is added."),
        .action(.bareMetalDHCPServerDelete, "A DHCP server for bare metal is deleted."),
        .action(.bareMetalPXEServerAdd, "A PXE server for bare metal is added."),
        .action(.bareMetalPXEServerDelete, "A PXE server for bare metal is deleted."),
        .action(.bareMetalRCTAdd, "A description of racks of bare metal is added."),
        .action(.bareMetalRCTDelete, "A description of racks of bare metal is deleted."),
        .action(.bareMetalProvisionDone, "A bare metal machine has been installed."),
        .action(.ucsAssociatedProfile, "A Cisco UCS blade gets a profile."),
    ]
}
