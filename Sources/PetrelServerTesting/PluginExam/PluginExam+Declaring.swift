internal import PetrelCloud
internal import PetrelPlugin

/// What a plug-in says of itself.
extension PluginExam {
    static let declaring = [
        Question("its name can name settings, tables and metrics", name),
        Question("a setting it does not know is refused, and named", unknownSetting),
        Question("its metrics follow Prometheus", metrics),
        Question("its verbs call commands that exist", verbs),
        Question("its pages tell and do nothing for one who guesses", pages),
    ]

    private static func name(_ plugin: any Plugin.Type, _ settings: PluginSettings) throws {
        let letters = plugin.name.unicodeScalars
        let isWord = letters.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
        let begins = letters.first.map { ("a"..."z").contains($0) } ?? false
        try expect(isWord && begins, "\"\(plugin.name)\" is lower-case letters and digits")
        try expect(!plugin.summary.isEmpty, "a summary")
    }

    private static func unknownSetting(
        _ plugin: any Plugin.Type, _ settings: PluginSettings
    ) async throws {
        var values = settings.values
        values["nosuchsetting"] = "x"
        let wrong = PluginSettings(place: settings.place, values: values)
        let stage = try PluginStage()
        try await expect(
            refusal: "an unknown setting",
            { error in
                (error as? PluginSettingsError)?.mistakes.contains {
                    $0.key == "\(settings.place).nosuchsetting"
                } ?? false
            },
            { try await stage.host([plugin], settings: [plugin.name: wrong]).prepare() })
    }

    private static func metrics(
        _ plugin: any Plugin.Type, _ settings: PluginSettings
    ) async throws {
        let stage = try PluginStage()
        // The ledger's folder goes with the stage.
        defer { withExtendedLifetime(stage) {} }
        let host = stage.host([plugin], settings: [plugin.name: settings])
        try await host.prepare()
        for (_, metric) in host.metrics {
            let isWord = metric.name.unicodeScalars.allSatisfy {
                ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
            }
            try expect(isWord, "\(metric.name) is lower-case letters, digits and _")
            try expect(
                metric.kind != .counter || metric.name.hasSuffix("_total"),
                "the counter \(metric.name) ends in _total")
            try expect(!metric.summary.isEmpty, "\(metric.name) says what it counts")
        }
    }

    private static func pages(_ plugin: any Plugin.Type, _ settings: PluginSettings) async throws {
        let stage = try PluginStage()
        defer { withExtendedLifetime(stage) {} }
        let host = stage.host([plugin], settings: [plugin.name: settings])
        try await host.prepare()
        for (_, page) in host.pages {
            try expect(!page.summary.isEmpty, "\(page.path) says what it is for")
            let names = page.path.split(separator: "/").filter { $0.hasPrefix("{") }
            try expect(!names.isEmpty, "\(page.path) has a word that nobody guesses")
            for guess in [
                "", "x", "..", "a.b", "%00", String(repeating: "A", count: 5_000), "a.b.c",
            ] {
                let words = names.map { (String($0.dropFirst().dropLast()), guess) }
                let visit = PluginPage.Visit(
                    path: Dictionary(words) { first, _ in first }, choice: guess)
                for content in [try await page.show(visit), try await page.act(visit)] {
                    try expect(
                        [404, 410].contains(content.status) && content.buttons.isEmpty,
                        "\(page.path) shows nothing to one who guesses")
                }
            }
        }
    }

    private static func verbs(_ plugin: any Plugin.Type, _ settings: PluginSettings) async throws {
        let stage = try PluginStage()
        let host = stage.host([plugin], settings: [plugin.name: settings])
        try await host.prepare()
        for verb in plugin.verbs {
            if let path = verb.route {
                let route = host.routes.first { $0.route.path == path }?.route
                try expect(route != nil, "\(verb.name): the route \(path)")
                for parameter in verb.positional + verb.parameters.keys + verb.fallbacks.keys {
                    let isThere = route?.parameters.contains { $0.name == parameter } ?? false
                    try expect(isThere, "\(verb.name): \(path) has the parameter \(parameter)")
                }
                continue
            }
            let command = stage.registry.command(verb.command)
            try expect(command != nil, "\(verb.name): the command \(verb.command)")
            for parameter in verb.positional + verb.parameters.keys + verb.fallbacks.keys {
                try expect(
                    command?.parameter(parameter) != nil,
                    "\(verb.name): \(verb.command) has the parameter \(parameter)")
            }
        }
    }
}
