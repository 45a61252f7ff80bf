internal import ArgumentParser
internal import PetrelCloud

/// Any command of the API.
struct CallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Calls any command of the API, signed, and waits for its job.",
        discussion: """
            petrel call listVirtualMachines state=Running
            petrel call deployVirtualMachine zoneid=… templateid=… serviceofferingid=… name=web-1
            petrel call createTags resourcetype=UserVm resourceids=… 'tags[0].key=team' 'tags[0].value=red'
            petrel call --list volume        names the commands that have to do with volumes
            petrel call --describe createVolume
            """)

    @Argument(help: "The command, with its capitals; a word to look for with --list.")
    var command: String?

    @Argument(help: ArgumentHelp("The command's parameters.", valueName: "key=value"))
    var parameters: [String] = []

    @Flag(help: "Name the commands there are, or those that have to do with a word.")
    var list = false

    @Flag(help: "Say what the command does and takes, and do not call it.")
    var describe = false

    @Flag(name: .customLong("no-wait"), help: "Answer with the job's id instead of waiting for it.")
    var returnsAtOnce = false

    @Flag(help: "One line of JSON, for programs.")
    var json = false

    @OptionGroup(title: "Server") var server: ServerOptions

    func run() async throws {
        let client = try server.client()
        do {
            if list { return try await showList(client) }
            guard let command else {
                throw CommandFailure(.usage, "which command? petrel call --list names them")
            }
            if describe { return try await show(command, client) }
            try await call(command, try Self.fields(parameters), client)
        } catch let refusal as APIRefusal {
            throw refusal.failure
        }
    }

    /// `name=value`, where the value may have more of the same signs.
    static func fields(_ parameters: [String]) throws(CommandFailure) -> [(String, String)] {
        var fields: [(String, String)] = []
        for parameter in parameters {
            let parts = parameter.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw CommandFailure(
                    .usage, "\(parameter) is no parameter: expected one such as name=web-1")
            }
            fields.append((String(parts[0]), String(parts[1])))
        }
        return fields
    }

    private func call(
        _ command: String, _ fields: [(String, String)], _ client: CloudClient
    ) async throws {
        guard returnsAtOnce else {
            return show(try await client.result(of: command, fields))
        }
        do {
            show(try await client.call(command, fields))
        } catch let refusal as APIRefusal {
            throw try await CommandHelp(client).explained(refusal, of: command, fields)
        }
    }

    private func show(_ answer: JSONValue) {
        let paint = Paint.of(.output)
        Terminal.say(json ? answer.compactJSON : PrettyJSON(answer, paint: paint).text)
    }

    private func showList(_ client: CloudClient) async throws {
        let commands = try await CommandHelp(client).all()
        let found = commands.filter { entry in
            guard let command else { return true }
            let text = "\(entry["name"]?.string ?? "") \(entry["description"]?.string ?? "")"
            return text.lowercased().contains(command.lowercased())
        }
        if json { return show(.array(found)) }
        var table = Table([.init(title: "command"), .init(title: "what it does", isFlexible: true)])
        for entry in found {
            table.add([entry["name"]?.string ?? "", entry["description"]?.string ?? ""])
        }
        table.lines(width: Terminal.width, paint: .of(.output)).forEach(Terminal.say)
    }

    private func show(_ command: String, _ client: CloudClient) async throws {
        let help = CommandHelp(client)
        guard let entry = try await help.entry(for: command) else {
            throw CommandFailure(.refused, try await help.unknown(command))
        }
        if json { return show(entry) }
        help.lines(of: entry, width: Terminal.width, paint: .of(.output)).forEach(Terminal.say)
    }
}
