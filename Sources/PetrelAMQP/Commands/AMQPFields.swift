internal import PetrelCloud
internal import PetrelPlugin

/// What commands take and answer.
enum AMQPFields {
    /// All but the name; each is the setting of the same name.
    static let targetParameters: [APIParameter] = [
        .string("host", "The broker's host; localhost without it."),
        .integer("port", "Its port; 5672, or 5671 with TLS."),
        .string("virtualhost", "The virtual host; / without it."),
        .string("user", "Who we are; guest without it."),
        .secret("password", "The user's password."),
        .string("passwordfile", "A file on the server that holds the password."),
        .boolean("external", "Take the user from our certificate."),
        .boolean("tls", "Connect with TLS."),
        .string("cafile", "Certificates that are trusted, in a file on the server."),
        .string("certfile", "Our certificate, in a file on the server."),
        .string("keyfile", "Its key, in a file on the server."),
        .boolean("verifyhost", "Check the name in the broker's certificate; true without it."),
        .integer("heartbeat", "Seconds that one side may be silent; 10 without it, 0 for ever."),
        .integer("patience", "Seconds to connect and for each answer; 5 without it."),
        .string("exchange", "The exchange; cloudstack-events without it."),
        .boolean("declare", "Make the exchange if it is missing; true without it."),
        .string("filter", "Only events whose topic matches this pattern; all without it."),
        .string("form", "cloudstack, cloudstack-extended, cloudevents or cloudevents-binary."),
        .string("unroutable", "alert, or hold to wait until a queue takes a message."),
        .integer("window", "The most unconfirmed messages; 1024 without it."),
        .string("from", "now, or oldest to begin with the first event that is kept."),
    ]

    /// Those that were given, as the settings would have them.
    static func values(of call: APICall) -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for name in ["name"] + targetParameters.map(\.name) {
            if let value = call.string(name) { values[name] = .string(value) }
        }
        return values
    }

    static let state: [APIField] = [
        APIField("state", .string, "Connecting, Running, Blocked, Waiting, Paused or Stopped."),
        APIField("reason", .string, "Why it is not running, and what to do about it."),
        APIField("since", .date, "When it came into this state."),
        APIField("nextattempt", .date, "When it tries again."),
        APIField("failures", .long, "Connections that ended or were not made."),
        APIField("lastfailure", .string, "The last of them."),
    ]

    static let target: [APIField] =
        [
            APIField("id", .string, "Its id."), APIField("name", .string, "Its name."),
            APIField("origin", .string, "settings or api."),
            APIField("broker", .string, "Host and port."),
            APIField("virtualhost", .string, "The virtual host."),
            APIField("user", .string, "Who we are there."),
            APIField("tls", .boolean, "Whether the connection is kept private."),
            APIField("exchange", .string, "The exchange."),
            APIField("filter", .string, "Which events, by their topic."),
            APIField("form", .string, "How events are written."),
            APIField("unroutable", .string, "alert or hold."),
            APIField("window", .integer, "The most unconfirmed messages."),
            APIField("paused", .boolean, "Whether it is paused."),
            APIField("cursor", .long, "Everything up to this event is confirmed."),
            APIField("behind", .long, "Events after it."),
            APIField("published", .long, "Messages written, repeats included."),
            APIField("confirmed", .long, "Messages that a queue has."),
            APIField("cameback", .long, "Messages that no queue took."),
            APIField("refused", .long, "Messages that the broker refused."),
            APIField("unconfirmed", .integer, "Messages that wait for confirmation."),
            APIField("lastconfirmed", .date, "When the broker last confirmed one."),
        ] + state

    static let inbound: [APIField] =
        [
            APIField("name", .string, "Its name."), APIField("broker", .string, "Host and port."),
            APIField("queue", .string, "The queue at the broker."),
            APIField("account", .string, "The account that owns what comes."),
            APIField("source", .string, "The source word of what comes."),
            APIField("deadletter", .string, "The exchange of what is no event."),
            APIField("committed", .long, "Events in the ledger."),
            APIField("duplicates", .long, "Messages that had come before."),
            APIField("poisoned", .long, "Messages that were no events."),
        ] + state

    static let backfill: [APIField] =
        [
            APIField("id", .string, "Its id."), APIField("target", .string, "The target's name."),
            APIField("exchange", .string, "The exchange."),
            APIField("routingkey", .string, "The routing key of all messages."),
            APIField("filter", .string, "Which events, by their topic."),
            APIField("after", .long, "Events after this one …"),
            APIField("through", .long, "… up to this one."),
            APIField("cursor", .long, "Everything up to here is confirmed."),
            APIField("percent", .integer, "How much of the range is done."),
            APIField("sent", .long, "Messages confirmed."),
        ] + state

    static let step: [APIField] = [
        APIField("name", .string, "What was tried."),
        APIField("milliseconds", .double, "How long it took."),
        APIField("success", .boolean, "Whether it worked."),
        APIField("reason", .string, "Why not, and what to do about it."),
    ]
}
