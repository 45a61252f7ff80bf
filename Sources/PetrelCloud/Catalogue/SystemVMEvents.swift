/// The cloud's own machines: routers, console proxies, secondary storage machines.
extension EventType {
    public static var routerCreate: EventType { "ROUTER.CREATE" }
    public static var routerDestroy: EventType { "ROUTER.DESTROY" }
    public static var routerStart: EventType { "ROUTER.START" }
    public static var routerStop: EventType { "ROUTER.STOP" }
    public static var routerReboot: EventType { "ROUTER.REBOOT" }
    public static var routerHA: EventType { "ROUTER.HA" }
    public static var routerUpgrade: EventType { "ROUTER.UPGRADE" }
    public static var routerDiagnostics: EventType { "ROUTER.DIAGNOSTICS" }
    public static var routerHealthChecks: EventType { "ROUTER.HEALTH.CHECKS" }
    public static var proxyCreate: EventType { "PROXY.CREATE" }
    public static var proxyDestroy: EventType { "PROXY.DESTROY" }
    public static var proxyStart: EventType { "PROXY.START" }
    public static var proxyStop: EventType { "PROXY.STOP" }
    public static var proxyReboot: EventType { "PROXY.REBOOT" }
    public static var proxyHA: EventType { "PROXY.HA" }
    public static var proxyDiagnostics: EventType { "PROXY.DIAGNOSTICS" }
    public static var ssvmCreate: EventType { "SSVM.CREATE" }
    public static var ssvmDestroy: EventType { "SSVM.DESTROY" }
    public static var ssvmStart: EventType { "SSVM.START" }
    public static var ssvmStop: EventType { "SSVM.STOP" }
    public static var ssvmReboot: EventType { "SSVM.REBOOT" }
    public static var ssvmHA: EventType { "SSVM.HA" }
    public static var ssvmDiagnostics: EventType { "SSVM.DIAGNOSTICS" }
    public static var internalLBVMStart: EventType { "INTERNALLBVM.START" }
    public static var internalLBVMStop: EventType { "INTERNALLBVM.STOP" }
    public static var netScalerVMStart: EventType { "NETSCALERVM.START" }
    public static var netScalerVMStop: EventType { "NETSCALERVM.STOP" }
    public static var systemVMDiagnostics: EventType { "SYSTEM.VM.DIAGNOSTICS" }
    public static var livePatchSystemVM: EventType { "LIVE.PATCH.SYSTEM.VM" }
}

extension EventCatalogue {
    static let systemVMs: [EventDefinition] = [
        .action(.routerCreate, on: .virtualRouter, "A virtual router is made."),
        .action(.routerDestroy, on: .virtualRouter, "A virtual router is destroyed."),
        .action(.routerStart, on: .virtualRouter, "A virtual router is started."),
        .action(.routerStop, on: .virtualRouter, "A virtual router is stopped."),
        .action(
            .routerReboot, on: .virtualRouter, "A virtual router is stopped and started again."),
        .action(
            .routerHA, on: .virtualRouter,
            "A virtual router is brought up elsewhere after a failure."),
        .action(
            .routerUpgrade, on: .virtualRouter, "A virtual router gets another service offering."),
        .action(
            .routerDiagnostics, on: .virtualRouter, "A network test runs inside a virtual router."),
        .action(
            .routerHealthChecks, on: .virtualRouter, "A virtual router examines its own services."),
        .action(.proxyCreate, on: .virtualMachine, "A console proxy is made."),
        .action(.proxyDestroy, on: .virtualMachine, "A console proxy is destroyed."),
        .action(.proxyStart, on: .virtualMachine, "A console proxy is started."),
        .action(.proxyStop, on: .virtualMachine, "A console proxy is stopped."),
        .action(.proxyReboot, on: .virtualMachine, "A console proxy is stopped and started again."),
        .action(
            .proxyHA, on: .virtualMachine,
            "A console proxy is brought up elsewhere after a failure."),
        .action(
            .proxyDiagnostics, on: .virtualMachine, "A network test runs inside a console proxy."),
        .action(.ssvmCreate, on: .virtualMachine, "A secondary storage machine is made."),
        .action(.ssvmDestroy, on: .virtualMachine, "A secondary storage machine is destroyed."),
        .action(.ssvmStart, on: .virtualMachine, "A secondary storage machine is started."),
        .action(.ssvmStop, on: .virtualMachine, "A secondary storage machine is stopped."),
        .action(
            .ssvmReboot, on: .virtualMachine,
            "A secondary storage machine is stopped and started again."),
        .action(
            .ssvmHA, on: .virtualMachine,
            "A secondary storage machine is brought up elsewhere after a failure."),
        .action(
            .ssvmDiagnostics, on: .virtualMachine,
            "A network test runs inside a secondary storage machine."),
        .action(
            .internalLBVMStart, on: .virtualMachine,
            "An internal load balancer's machine is started."),
        .action(
            .internalLBVMStop, on: .virtualMachine,
            "An internal load balancer's machine is stopped."),
        .action(.netScalerVMStart, on: .virtualMachine, "A NetScaler machine is started."),
        .action(.netScalerVMStop, on: .virtualMachine, "A NetScaler machine is stopped."),
        .action(
            .systemVMDiagnostics, on: .virtualMachine,
            "A network test runs inside one of the cloud's own machines."),
        .action(
            .livePatchSystemVM, on: .virtualMachine,
            "One of the cloud's own machines gets new software while it runs."),
    ]
}
