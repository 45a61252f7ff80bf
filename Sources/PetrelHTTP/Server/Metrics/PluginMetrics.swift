internal import PetrelPlugin

/// How plug-ins do, and what they count themselves.
struct PluginMetrics {
    private let reports: [PluginReport]
    private let metrics: [(plugin: String, metric: PluginMetric)]

    init(of host: PluginHost) async {
        reports = await host.reports()
        metrics = host.metrics
    }

    func write(to text: inout PrometheusText) {
        write("up", .gauge, "1 while a plug-in runs.", to: &text) { $0.state == .running ? 1 : 0 }
        write("well", .gauge, "1 while a plug-in has nothing to complain of.", to: &text) {
            $0.health == .well ? 1 : 0
        }
        write("behind", .gauge, "Events that a plug-in has still to do.", to: &text) { $0.behind }
        write("restarts_total", .counter, "How often a plug-in was started again.", to: &text) {
            Int64($0.restarts)
        }
        for (plugin, metric) in metrics { write(metric, of: plugin, to: &text) }
    }

    private func write(
        _ name: String, _ kind: PrometheusText.Kind, _ help: String,
        to text: inout PrometheusText, value: (PluginReport) -> Int64
    ) {
        text.family("petrel_plugin_\(name)", kind, help)
        for report in reports {
            text.sample("petrel_plugin_\(name)", ["plugin": report.name], value(report))
        }
    }

    private func write(
        _ metric: PluginMetric, of plugin: String, to text: inout PrometheusText
    ) {
        let name = "petrel_\(plugin)_\(metric.name)"
        text.family(name, metric.kind == .counter ? .counter : .gauge, metric.summary)
        for sample in metric.samples() {
            let labels = sample.labels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            if let whole = Int64(exactly: sample.value) {
                text.sample(name, labels, whole)
            } else {
                text.sample(name, labels, sample.value)
            }
        }
    }
}
