internal import Crypto
internal import PetrelCloud
internal import PetrelStates

/// Which events raise, acknowledge and resolve, and which belong together.
struct PagerDutyRules: Sendable, Hashable {
    enum Action: String { case trigger, acknowledge, resolve }

    /// States in lower case.
    var resolving: Set<String> = ["resolved", "running", "up", "ready", "implemented"]
    var acknowledging: Set<String> = ["acknowledged"]

    func action(_ event: CloudEvent) -> Action {
        let state = (event.newState ?? event.attributes["state"]?.string ?? "").lowercased()
        if resolving.contains(state) { return .resolve }
        return acknowledging.contains(state) ? .acknowledge : .trigger
    }

    /// At most 255 bytes, the same for all that concerns one trouble.
    static func key(_ event: CloudEvent) -> String {
        let place =
            event.resource.map { "\($0.kind)/\($0.id)" } ?? event.zone.map { "zone/\($0)" }
            ?? event.source
        // The type of a state's change is its trigger, which differs between the trouble and its end.
        let kind = event.category == .resourceState ? "state" : event.type.name
        let key = event.attributes["alert"]?.string ?? "\(kind)/\(place)"
        guard key.utf8.count > 255 else { return key }
        return SHA256.hash(data: Array(key.utf8)).reduce(into: "sha256-") { text, byte in
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }

    static func severity(_ event: CloudEvent) -> String {
        let own = event.attributes["severity"]?.string?.lowercased()
        if let own, ["critical", "error", "warning", "info"].contains(own) { return own }
        return switch event.level {
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }
}
