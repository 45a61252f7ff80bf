internal import PetrelCloud
internal import PetrelPlugin

/// An address that a plug-in answers: `/v1/plugins/NAME/…`, or shorter `/v1/NAME/…`.
struct PluginCall: Sendable {
    let plugin: String
    /// Those that have this path, each for a method of its own, with the words that stand in it.
    let matches: [(route: PluginRoute, words: [String: String])]

    /// What the server itself has under `/v1`, where no plug-in is found by its name alone.
    static let ownWords: Set<String> = ["events", "alerts", "jobs", "resources", "plugins"]

    /// Whether no keys are asked for.
    func isOpen(to request: V1Request) -> Bool {
        [.get, .head].contains(request.method) && matches.contains { $0.route.isOpen }
    }

    func answer(
        _ request: V1Request, _ query: QueryParameters, for caller: Caller
    ) async throws -> V1Reply {
        guard !matches.isEmpty else { throw V1Refusal.notFound("address \(request.path)") }
        let method = request.method == .head ? .get : request.method
        let match = matches.first { $0.route.method.rawValue == method.rawValue }
        guard let (route, words) = match else { throw wrongMethod }
        guard route.isOpen || !route.roles.isDisjoint(with: caller.role) else {
            throw V1Refusal(403, "this is not for users of this role")
        }
        let answer = try await route.run(
            PluginRoute.Request(
                caller: caller, path: words, query: Self.named(query), body: try body(request)))
        switch answer {
        case .json(let json): return Self.reply("application/json", json.bytes)
        case .stream(let stream):
            var reply = Self.reply(stream.contentType, [])
            reply.pieces = stream.pieces
            return reply
        }
    }

    private var wrongMethod: V1Refusal {
        let methods = matches.map(\.route.method.rawValue).joined(separator: ", ")
        var refusal = V1Refusal(
            405, "this address has no such method", remedy: "use \(methods)")
        refusal.allowed = methods
        return refusal
    }

    private func body(_ request: V1Request) throws(V1Refusal) -> JSONValue? {
        guard !request.body.isEmpty else { return nil }
        do {
            return try JSONReader(maximumBytes: request.body.count, maximumDepth: 64)
                .read(request.body)
        } catch {
            throw V1Refusal(400, "the body is no JSON: \(error)", remedy: "send one JSON value")
        }
    }

    /// By name, in small letters, without what says who asks.
    private static func named(_ query: QueryParameters) -> [String: String] {
        Dictionary(
            query.fields.filter { !V1Parameters.neutral.contains($0.lowercasedName) }
                .map { ($0.lowercasedName, $0.value) }
        ) { first, _ in first }
    }

    private static func reply(_ type: String, _ body: [UInt8]) -> V1Reply {
        V1Reply(
            status: 200, headers: [("Content-Type", type), ("Cache-Control", "no-store")],
            body: body)
    }
}

extension PluginHost {
    /// What answers a path below `/v1`; `nil` when it is no plug-in's.
    func call(of path: [String]) throws -> PluginCall? {
        guard let (name, segments) = try place(of: path) else { return nil }
        return PluginCall(
            plugin: name,
            matches: routes.filter { $0.plugin == name }.compactMap { _, route in
                PathPattern(route.path).words(in: segments).map { (route, $0) }
            })
    }

    /// Whose a path below `/v1` is, and what of it is the plug-in's own; `nil` when it is no plug-in's.
    func place(of path: [String]) throws -> (plugin: String, segments: [String])? {
        guard var name = path.first else { return nil }
        var rest = path.dropFirst()
        if name == "plugins" {
            guard let first = rest.popFirst() else { return nil }
            name = first
        } else if PluginCall.ownWords.contains(name) {
            return nil
        }
        guard plugins.contains(where: { $0.name == name }) else { return nil }
        guard isMade(name) else { throw V1Refusal.busy("the plug-in \(name) is not running") }
        let segments = try rest.map { segment in
            // Only behind `?` a plus is a blank.
            let text = segment.replacing("+", with: "%2B")
            return try PercentDecoding.text(Array(text.utf8)[...], in: "the path")
        }
        return (name, segments)
    }
}
