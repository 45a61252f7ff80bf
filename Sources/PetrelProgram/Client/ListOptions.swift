internal import ArgumentParser
internal import PetrelCloud

/// How much of a list, and in which form.
struct ListOptions: ParsableArguments {
    @Option(help: "How many at most.")
    var limit = 50

    @Flag(help: "One JSON object a line, for programs.")
    var json = false

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    /// Prints a list: as JSON lines, or as the table that `row` fills.
    func show(
        _ items: [JSONValue], _ columns: [Table.Column], row: (JSONValue) -> [String]
    ) {
        if json {
            for item in items { Terminal.say(item.compactJSON) }
            return
        }
        guard !items.isEmpty else { return Terminal.complain("nothing was found") }
        var table = Table(columns)
        for item in items { table.add(row(item)) }
        for line in table.lines(width: Terminal.width, paint: .of(.output)) { Terminal.say(line) }
    }
}
