internal import ArgumentParser
internal import PetrelCloud

/// What happened.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Lists the latest events, in the order they happened.",
        discussion: "petrel events --category Action --outcome failed --from 1d")

    @OptionGroup var filter: EventFilterOptions
    @OptionGroup var window: TimeWindow
    @OptionGroup var list: ListOptions
    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        let found = try await window.events(
            "/v1/events", filter.fields, limit: list.limit, try server.client())
        var table = EventTable()
        list.show(found, EventTable.columns) { table.row($0) }
    }
}
