internal import PetrelCloud

/// What the server says about its own commands, for people who slipped.
struct CommandHelp {
    let client: CloudClient

    init(_ client: CloudClient) { self.client = client }

    /// Every command that the caller may use, by name.
    func all() async throws -> [JSONValue] {
        let entries = try await client.call("listApis")["api"]?.array ?? []
        return entries.sorted { Self.name($0) < Self.name($1) }
    }

    /// The command of this name, or of this name with other capitals.
    func entry(for command: String) async throws -> JSONValue? {
        let entries = try await all()
        return entries.first { Self.name($0) == command }
            ?? entries.first { Self.name($0).lowercased() == command.lowercased() }
    }

    func unknown(_ command: String) async throws -> String {
        Self.unknown(command, among: try await all().map(Self.name))
    }

    private static func unknown(_ command: String, among names: [String]) -> String {
        let meant = NearestName.of(command, among: names).map { "; did you mean \($0)?" } ?? ""
        return "the server has no command \(command) for this user\(meant)"
    }

    /// The refusal, with what would help: the nearest command, or what the command takes.
    func explained(
        _ refusal: APIRefusal, of command: String, _ fields: [(String, String)]
    ) async throws -> CommandFailure {
        // Whoever may not even ask for the list has wrong keys.
        guard let entries = try? await all() else { return refusal.failure }
        guard let entry = entries.first(where: { Self.name($0) == command }) else {
            return CommandFailure(.refused, Self.unknown(command, among: entries.map(Self.name)))
        }
        guard refusal.status == 431 else { return refusal.failure }
        let known = entry["params"]?.array?.compactMap { $0["name"]?.string } ?? []
        let slips = fields.compactMap { field in Self.slip(field.0, among: known) }
        let help = slips + ["It takes:"] + parameterLines(entry, width: nil, Paint(isOn: false))
        return CommandFailure(
            .refused, ([refusal.description] + help).joined(separator: "\n"))
    }

    private static func slip(_ name: String, among known: [String]) -> String? {
        let plain = name.prefix { $0 != "[" }.lowercased()
        guard !known.contains(where: { $0.lowercased() == plain }) else { return nil }
        let meant = NearestName.of(plain, among: known).map { "; did you mean \($0)?" } ?? ""
        return "It does not know \(name)\(meant)"
    }

    func lines(of entry: JSONValue, width: Int?, paint: Paint) -> [String] {
        let waits = entry["isasync"]?.bool == true ? " It answers with a job." : ""
        return ["\(paint(Self.name(entry), .bold)): \(entry["description"]?.string ?? "")\(waits)"]
            + parameterLines(entry, width: width, paint)
    }

    private func parameterLines(_ entry: JSONValue, width: Int?, _ paint: Paint) -> [String] {
        let parameters = entry["params"]?.array ?? []
        guard !parameters.isEmpty else { return ["  no parameters"] }
        var table = Table([
            .init(title: "parameter"), .init(title: "type"), .init(title: "required"),
            .init(title: "meaning", isFlexible: true),
        ])
        let isRequired = { (parameter: JSONValue) in parameter["required"]?.bool == true }
        for parameter in parameters.filter(isRequired) + parameters.filter({ !isRequired($0) }) {
            table.add([
                Self.name(parameter), parameter["type"]?.string ?? "",
                isRequired(parameter) ? "yes" : "", parameter["description"]?.string ?? "",
            ])
        }
        return table.lines(width: width.map { $0 - 2 }, paint: paint).map { "  " + $0 }
    }

    private static func name(_ entry: JSONValue) -> String { entry["name"]?.string ?? "" }
}
