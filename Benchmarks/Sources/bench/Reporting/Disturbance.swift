/// What else happened on the machine while it measured.
struct Disturbance {
    /// The load just before, which is other programs' alone.
    var load: Double
    /// Processor seconds that the virtual machine's host gave to others meanwhile.
    var stolen: Double
    /// How long the measurements took.
    var seconds: Double

    var isHigh: Bool { load > 0.5 || stolen > seconds * 0.02 }

    var text: String {
        let facts =
            "load \(decimal(load, 2)) before the run, \(decimal(stolen, 1)) s of processor time "
            + "stolen by the host in \(decimal(seconds, 0)) s"
        return isHigh
            ? "**disturbed**: \(facts); times are upper bounds, and two threads had less than two cores"
            : "quiet: \(facts)"
    }
}
