internal import PetrelCloud
internal import PetrelPlugin

/// Suppressed addresses as routes and as commands. They are the server's, not an account's: for its administrators.
extension NotifyPlugin {
    var suppressionRoutes: [PluginRoute] {
        [
            PluginRoute(
                .get, "suppressions", roles: .admin, "Addresses to which nothing is sent, and why.",
                parameters: Self.which + [
                    .string("after", "The address that ended the page before."),
                    .integer("limit", "Addresses on a page, at most 1000; 100."),
                ]
            ) { try suppressions($0) },
            PluginRoute(
                .post, "suppressions", roles: .admin,
                "Sends nothing more to the `channel`'s `address`, for a `reason`."
            ) { request in
                let body = request.body ?? .null
                return try await desk.suppress(
                    body["channel"]?.string, body["address"]?.string, body["reason"]?.string,
                    by: request.caller
                ).json
            },
            PluginRoute(
                .delete, "suppressions/{channel}/{address}", roles: .admin,
                "Lets messages go to an address again."
            ) { request in
                try await desk.lift(request.path["channel"] ?? "", request.path["address"] ?? "")
                return ["success": true]
            },
        ]
    }

    private func suppressions(_ request: PluginRoute.Request) throws -> JSONValue {
        let limit = request.query["limit"].flatMap { Int($0) } ?? 100
        guard (1...1_000).contains(limit) else { throw APIError.invalid("limit: from 1 to 1000") }
        var all = desk.suppressions(
            channel: request.query["channel"], address: request.query["address"])
        if let after = request.query["after"] {
            guard let place = all.lastIndex(where: { $0.recipient.address == after }) else {
                throw APIError.invalid("after: the last address of the page before")
            }
            all.removeFirst(place + 1)
        }
        let page = all.prefix(limit)
        var answer: [String: JSONValue] = ["suppressions": .array(page.map(\.json))]
        if all.count > limit { answer["next"] = page.last.map { .string($0.recipient.address) } }
        return .object(answer)
    }

    var suppressionCommands: [APICommand] {
        [
            APICommand(
                "listSuppressedAddresses", "Lists addresses to which nothing is sent, and why.",
                roles: .admin, parameters: Self.which + .paging,
                response: .list("suppressedaddress", Self.fields)
            ) { call in
                var found = desk.suppressions(
                    channel: call.string("channel"), address: call.string("address"))
                if let word = call.string("keyword")?.lowercased() {
                    found = found.filter { $0.recipient.address.contains(word) }
                }
                let page = found.dropFirst(call.offset).prefix(call.pageSize)
                return .list(page.map(\.json), count: found.count)
            },
            APICommand(
                "suppressAddress", "Sends nothing more to an address.", roles: .admin,
                parameters: Self.address + [.string("reason", maximumLength: 1_000, "Why.")],
                response: .object("suppressedaddress", Self.fields)
            ) { call in
                .object(
                    try await desk.suppress(
                        call.string("channel"), call.string("address"), call.string("reason"),
                        by: call.caller
                    ).json)
            },
            APICommand(
                "liftAddressSuppression", "Lets messages go to an address again.", roles: .admin,
                parameters: Self.address, response: .success
            ) { call in
                try await desk.lift(try call.required("channel"), try call.required("address"))
                return .success
            },
        ]
    }

    private static let which: [APIParameter] = [
        .string("channel", "Only of this channel: email or sms."),
        .string("address", "Only this address."),
    ]

    private static let address: [APIParameter] = [
        .string("channel", required: true, "The channel: email or sms."),
        .string("address", required: true, "The address."),
    ]

    private static let fields: [APIField] =
        ["channel", "address", "since", "source", "reason"].map { APIField($0, .string) }
        + ["bounces", "status"].map { APIField($0, .long) }
}
