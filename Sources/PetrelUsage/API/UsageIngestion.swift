internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// CloudEvents from outside as events of the ledger.
enum UsageIngestion {
    struct Item: Sendable {
        let source: String
        let id: String
        let event: CloudEvent
    }

    /// How far an event may be dated ahead.
    private static let future: Duration = .seconds(300)

    static func item(
        _ json: JSONValue, at index: Int, _ meters: [String: RegisteredMeter.Kind],
        _ store: any LedgerReading, now: Timestamp
    ) async throws -> Item {
        let place = "event \(index + 1)"
        guard let id = json["id"]?.string, let source = json["source"]?.string,
            let meter = json["type"]?.string, (1...255).contains(id.utf8.count),
            (1...255).contains(source.utf8.count)
        else { throw APIError.invalid("\(place) needs id, source and type") }
        guard let kind = meters[meter] else {
            throw APIError.invalid("\(place): no meter \(meter.prefix(64)) is registered")
        }
        let time = try time(json, place, now)
        let values = try values(json["data"] ?? .null, kind, place)
        let (resource, owner, path, zone) = try await whose(json, place, store)
        let event = CloudEvent.usage(
            .usageMeasured, of: resource, owner: owner, domainPath: path, zone: zone,
            attributes: values.merging([
                "meter": .string(meter), "told": .string("\(source) \(id)"),
            ]) {
                own, _ in own
            }, time: time)
        return Item(source: source, id: id, event: event)
    }

    private static func time(
        _ json: JSONValue, _ place: String, _ now: Timestamp
    ) throws -> Timestamp {
        guard let text = json["time"]?.string else { return now }
        guard let time = Timestamp(text) else {
            throw APIError.invalid("\(place): time is an instant such as 2026-01-01T00:00:00Z")
        }
        guard time <= now.advanced(by: future) else {
            throw APIError.invalid("\(place) lies in the future: check the sender's clock")
        }
        return time
    }

    private static func values(
        _ data: JSONValue, _ kind: RegisteredMeter.Kind, _ place: String
    ) throws -> [String: JSONValue] {
        if kind == .unique {
            guard let text = data["value"]?.string else {
                throw APIError.invalid("\(place): data.value is a text")
            }
            return ["value": .string(text)]
        }
        for name in ["value", "reading"] {
            guard let number = data[name]?.integer else { continue }
            guard number >= 0 else { throw APIError.invalid("\(place): data.\(name) is negative") }
            return [name: .integer(number)]
        }
        throw APIError.invalid("\(place): data.value or data.reading is a whole number")
    }

    /// The resource named by `subject` as `Kind/id`, and who owns it.
    private static func whose(
        _ json: JSONValue, _ place: String, _ store: any LedgerReading
    ) async throws -> (ResourceReference, CloudEvent.Owner, String?, String?) {
        let parts = (json["subject"]?.string ?? "").split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else {
            throw APIError.invalid("\(place): subject is a resource such as VirtualMachine/…")
        }
        let reference = ResourceReference(kind: String(parts[0]), id: String(parts[1]))
        guard let resource = try await store.resource(kind: reference.kind, id: reference.id) else {
            throw APIError.notFound(reference.kind, reference.id)
        }
        let owner =
            reference.kind == "Account"
            ? CloudEvent.Owner(account: resource.id, domain: resource.profile.owner?.domain)
            : resource.profile.owner
        guard let owner else { throw APIError.invalid("\(place): nobody owns \(reference)") }
        return (reference, owner, resource.profile.domainPath, resource.profile.zone)
    }
}
