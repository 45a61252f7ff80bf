internal import PetrelCloud

extension Letter {
    /// Events together: how many of which type, the most severe of them, and where all of them can be read.
    static func digest(_ digest: Digest, at now: Timestamp) throws(TemplateMistake) -> Letter {
        let values = digest.values
        return Letter(
            id: "\(digest.subscription.id)_digest_\(digest.folder.id.number)",
            attempt: digest.folder.tries + 1, subscription: digest.subscription,
            subject: try MessageTemplate.digestSubject.text(values),
            text: try MessageTemplate.digestText.text(values),
            html: try MessageTemplate.digestHTML.text(values, .html),
            short: try MessageTemplate.digestShort.text(values),
            cursor: String(digest.folder.last), canBeEnded: true, time: now)
    }
}

/// A folder with what of it may be told.
struct Digest: Sendable {
    let folder: Folder
    let subscription: DeliverySubscription
    /// Events that are named.
    let named: [CloudEvent]
    /// Whether the account may know all that the folder counts. Otherwise only what is named counts.
    let isWhole: Bool
    /// Where this server is reached, and how to get no more.
    let address: String?
    let unsubscribe: String?

    var values: JSONValue {
        let types = isWhole ? folder.types : counted
        let rows = types.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            type, count -> JSONValue in ["type": .string(type), "count": .integer(count)]
        }
        let count = isWhole ? folder.count : Int64(named.count)
        let hours = Timestamp.Form.api
        var values: [String: JSONValue] = [
            "subscription": ["name": .string(subscription.name)], "count": .integer(count),
            "types": .array(rows), "top": .array(Array(rows.prefix(3))),
            "others": isWhole && folder.others > 0 ? .integer(folder.others) : nil,
            "events": .array(named.map(Self.values)),
            "named": .integer(Int64(named.count)), "isall": .bool(count == Int64(named.count)),
            "began": .string(folder.began.text(hours)), "ended": .string(folder.ended.text(hours)),
            "after": .integer(max(0, folder.first - 1)), "last": .integer(folder.last),
            "id": .string(subscription.id), "why": .string(folder.reason.text),
        ]
        values["address"] = .string(address ?? "")
        values["unsubscribe"] = unsubscribe.map { .string($0) }
        return .object(values)
    }

    /// An event as it is listed: its sentence is a line and no page.
    private static func values(_ event: CloudEvent) -> JSONValue {
        var values = event.templateValues.object ?? [:]
        values["sentence"] = .string(String(event.sentence.prefix(300)))
        return .object(values)
    }

    private var counted: [String: Int64] {
        named.reduce(into: [:]) { $0[$1.type.name, default: 0] += 1 }
    }
}

extension Folder.Reason {
    /// As a sentence goes on after "together, because".
    fileprivate var text: String {
        switch self {
        case .limit: "no more messages may go to one address in an hour"
        case .quiet: "these are quiet hours"
        case .wanted: "the subscription wants it so"
        }
    }
}

extension MessageTemplate {
    fileprivate static let digestSubject = MessageTemplate(
        own: "[{{subscription.name}}] {{count}} events together")

    fileprivate static let digestText = MessageTemplate(
        own: """
            {{count}} events from {{began}} to {{ended}}, together, because {{why}}:

            {{#types}}
            {{count}} x {{type}}
            {{/types}}
            {{#others}}
            {{others}} x other types
            {{/others}}

            {{#isall}}
            All of them:
            {{/isall}}
            {{^isall}}
            {{named}} of them, the most severe first of all:
            {{/isall}}

            {{#events}}
            {{time}} {{level}} {{sentence}}
              {{type}}{{#resource}}, {{kind}} {{id}}{{/resource}}
            {{/events}}

            What happened then is at {{address}}/v1/events?order=oldest&after={{after}}
            up to sequence {{last}}. POST {{address}}/v1/notify/subscriptions/{{id}}/replay with
            {"from": {{after}}, "to": {{last}}} sends these events one by one.

            {{#unsubscribe}}
            To get no more: {{unsubscribe}}
            {{/unsubscribe}}
            """)

    fileprivate static let digestHTML = MessageTemplate(
        own: """
            <!doctype html>
            <html><body>
            <p><b>{{count}} events</b> from {{began}} to {{ended}}, together, because {{why}}:</p>
            <table>
            {{#types}}
            <tr><td align="right">{{count}}</td><td>{{type}}</td></tr>
            {{/types}}
            {{#others}}
            <tr><td align="right">{{others}}</td><td>other types</td></tr>
            {{/others}}
            </table>
            <p>{{#isall}}All of them:{{/isall}}{{^isall}}{{named}} of them, the most severe first of all:{{/isall}}</p>
            <ul>
            {{#events}}
            <li>{{time}} {{level}} <b>{{sentence}}</b><br>
            {{type}}{{#resource}}, {{kind}} <code>{{id}}</code>{{/resource}}</li>
            {{/events}}
            </ul>
            <p>What happened then is at <code>{{address}}/v1/events?order=oldest&amp;after={{after}}</code>
            up to sequence {{last}}.</p>
            {{#unsubscribe}}
            <p><small><a href="{{unsubscribe}}">Get no more of these</a></small></p>
            {{/unsubscribe}}
            </body></html>
            """)

    fileprivate static let digestShort = MessageTemplate(
        own: """
            {{count}} events: {{#top}}{{count}} {{type}} {{/top}}(after {{after}}). \
            {{address}}/v1/events?after={{after}}
            """)
}
