/// Everything one run found, for the terminal and for the page.
struct Report {
    var rows: [Row]
    var options: Options
    var disturbance: Disturbance

    var text: String {
        ([Table(rows).markdown, ""] + remarks + [peers, machine].map { $0 + "\n" })
            .joined(separator: "\n")
    }

    /// `Documentation/benchmarks.md`.
    var page: String {
        """
        # Benchmarks

        Written by `make bench`; do not edit. Every number stands beside its limit, measured in the same
        process and run by taking turns with it, a few milliseconds each.

        \(machine)

        \(Table(rows).markdown)

        \(remarks.joined(separator: "\n"))

        ## Other buses, one subscriber

        \(peers)

        \(Report.howToRead)
        """
    }

    private var remarks: [String] {
        rows.flatMap { row in row.remarks.map { "- \(row.work): \($0)" } }
    }

    private var machine: String {
        let own = [
            ("Processor", "\(Machine.processor), \(Machine.cores) cores"),
            ("System", "\(Machine.system), Linux \(Machine.kernel)"),
        ]
        let all = own + options.facts.map { ($0.name, $0.value) } + [("Machine", disturbance.text)]
        return all.map { "- \($0.0): \($0.1)" }.joined(separator: "\n")
    }

    private var peers: String {
        guard !options.peers.isEmpty else { return "None of them was there to be measured." }
        let ours = rows.first { $0.work.hasPrefix(PostToOneSubscriber.object) }?.ours
        let lines = options.peers.map { peer in
            let times = ours.map { decimal(peer.value / $0, 1) + "×" } ?? ""
            return "| \(peer.name) | \(Unit.nanoseconds.text(peer.value)) | \(times) |"
        }
        return (["| bus | an event | of Petrel's handler object |", "| --- | --- | --- |"] + lines)
            .joined(separator: "\n")
    }
}
