internal import ArgumentParser
internal import PetrelCloud

/// What operators should look at.
struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "Lists the latest alerts.",
        discussion: "petrel alerts --from 1d --level ERROR")

    @OptionGroup var filter: EventFilterOptions
    @OptionGroup var window: TimeWindow
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        let found = try await window.events(
            "/v1/alerts", filter.fields, limit: list.limit, try server.client())
        let columns: [Table.Column] = [
            .init(title: "time"), .init(title: "level"), .init(title: "type"),
            .init(title: "resource", isFlexible: true), .init(title: "alert", isFlexible: true),
        ]
        var names = ResourceNames()
        list.show(found, columns) { json in
            let event = EventSummary(event: json)
            return [
                event.time.map(LocalTime.full) ?? "", event.level, event.type,
                names.label(of: event),
                event.words,
            ]
        }
    }
}
