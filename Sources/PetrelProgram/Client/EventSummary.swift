internal import PetrelCloud

/// A CloudEvent in a few words.
///
/// It is read member by member, so that events of newer servers can be shown too.
struct EventSummary {
    let event: JSONValue

    private func text(_ name: String) -> String? { event[name]?.string }
    private func data(_ name: String) -> JSONValue? { event["data"]?[name] }

    var sequence: Int64? { text("sequence").flatMap { Int64($0) } }
    var time: Timestamp? { text("time").flatMap { Timestamp($0) } }
    var type: String { text("type") ?? "" }
    var level: String { data("level")?.string ?? "INFO" }
    var outcome: String? { text("outcome") }

    /// `ResourceState` for `ResourceStateEvent`.
    var category: String {
        let category = text("category") ?? ""
        return category.hasSuffix("Event") ? String(category.dropLast(5)) : category
    }

    var kind: String { String(text("subject")?.prefix { $0 != "/" } ?? "") }

    var resourceID: String {
        text("subject").map { String($0.drop { $0 != "/" }.dropFirst()) } ?? ""
    }

    /// The resource's name, where the event knows it.
    var resourceName: String? { data("attributes")?["name"]?.string }

    /// What happened.
    var words: String {
        if let new = text("newstate") {
            return text("oldstate").map { "\($0) → \(new)" } ?? "→ \(new)"
        }
        let description = data("description")?.string ?? data("attributes")?["subject"]?.string
        guard let outcome else { return description ?? "" }
        guard let description else { return outcome }
        return description.contains(outcome) ? description : "\(outcome): \(description)"
    }

    /// Who did it, where somebody did.
    var actor: String {
        data("actor")?["userName"]?.string ?? data("actor")?["username"]?.string ?? ""
    }

    var colour: Paint.Colour? {
        if level == "ERROR" || outcome == "failed" { return .red }
        if level == "WARN" || category == "Alert" { return .yellow }
        switch category {
        case "ResourceState": return .green
        case "Action": return .cyan
        case "Usage": return .magenta
        default: return .faint
        }
    }
}
