internal import ArgumentParser
internal import PetrelCloud

/// Settings: what they mean, and what is in force.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows the settings in force and where each comes from.",
        discussion: "petrel config --defaults > petrel.yaml")

    @Flag(help: "Print the commented defaults instead: a file to start from.")
    var defaults = false

    @Flag(help: "JSON, for programs.")
    var json = false

    @OptionGroup(title: "Settings") var settings: SettingOptions

    func run() throws {
        if defaults {
            return Terminal.write(DefaultsFile.text(with: Petrel.plugins), to: .output)
        }
        let effective = try settings.effective()
        let rows =
            Setting.all.map { setting in
                (
                    setting.key, setting.read(effective.configuration),
                    effective.origins[setting.key] ?? "default"
                )
            } + effective.configuration.plugins.shown.map { ($0.key, $0.value, $0.place) }
        json ? showJSON(rows) : showTable(rows)
    }

    private func showTable(_ rows: [(String, String, String)]) {
        var table = Table([
            .init(title: "setting"), .init(title: "value"), .init(title: "from", isFlexible: true),
        ])
        for (key, value, origin) in rows { table.add([key, value, origin]) }
        table.lines(width: Terminal.width, paint: .of(.output)).forEach(Terminal.say)
    }

    private func showJSON(_ rows: [(String, String, String)]) {
        let members = rows.map { key, value, origin in
            (key, JSONValue.object(["value": .string(value), "from": .string(origin)]))
        }
        let object = JSONValue.object(Dictionary(members) { first, _ in first })
        Terminal.say(PrettyJSON(object).text)
    }
}
