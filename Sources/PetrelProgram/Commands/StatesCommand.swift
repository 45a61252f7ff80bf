internal import ArgumentParser
internal import PetrelCloud
internal import PetrelStates

/// The lives of resources, from the rows that the server obeys.
struct StatesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "states",
        abstract: "Shows the life of a kind of resource, or names the kinds.",
        discussion: """
            petrel states VirtualMachine --format svg > machine.svg
            With --format json each kind is one line, with what its rows mean for usage.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, mermaid, dot, svg, json
    }

    @Argument(
        help: "The kind, as VirtualMachine; without it, all kinds are named.",
        completion: .list(ResourceCatalogue.all.map { $0.kind }))
    var kind: String?

    @Option(help: "table, mermaid, dot, svg or json.")
    var format = Format.table

    func run() throws {
        guard let kind else {
            guard format == .json else { return showKinds() }
            return ResourceCatalogue.all.forEach(sayRows(of:))
        }
        let kinds = ResourceCatalogue.all
        guard let life = kinds.first(where: { $0.kind.lowercased() == kind.lowercased() }) else {
            let meant =
                NearestName.of(kind, among: kinds.map { $0.kind })
                .map { "did you mean \($0)?" } ?? "petrel states names all"
            throw CommandFailure(.usage, "there is no kind \(kind); \(meant)")
        }
        if format == .json { sayRows(of: life) } else { show(AnyStateMachine(life)) }
    }

    private func sayRows(of life: any CloudResource.Type) {
        Terminal.say(Self.rows(of: life).json.compactJSON)
    }

    private static func rows<Life: CloudResource>(of life: Life.Type) -> LifeRows {
        LifeRows(life)
    }

    private func show(_ machine: AnyStateMachine) {
        let diagram = Diagram(machine)
        switch format {
        case .table: StateTable(machine).lines(width: Terminal.width).forEach(Terminal.say)
        case .mermaid: Terminal.write(diagram.mermaid(), to: .output)
        case .dot: Terminal.write(diagram.dot(), to: .output)
        case .svg: Terminal.say(diagram.svg())
        case .json: break
        }
    }

    private func showKinds() {
        var table = Table([
            .init(title: "kind"), .init(title: "family"), .init(title: "states"),
            .init(title: "transitions"),
        ])
        for life in ResourceCatalogue.all {
            let machine = AnyStateMachine(life)
            table.add([
                machine.kind, life.family.rawValue, "\(machine.stateNames.count)",
                "\(machine.transitions.count)",
            ])
        }
        table.lines(width: Terminal.width, paint: .of(.output)).forEach(Terminal.say)
    }
}
