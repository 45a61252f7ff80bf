public import PetrelCloud

/// An answer held to its declaration: only declared members leave, each with its declared type.
///
/// Typed clients fail on one number that comes as a text, so numbers and texts are turned into what
/// was declared; what cannot be is left out and counted as a slip.
public struct DeclaredAnswer: Sendable {
    /// What stands in the envelope.
    public private(set) var members: [AnswerMember] = []
    /// What did not fit, by its path, as `virtualmachine.cpunumber`.
    public private(set) var slips: [String] = []

    public init(_ answer: APIAnswer, _ response: APIResponse) {
        switch answer {
        case .list(let items, let count):
            list(items, count: count, response)
        case .object(let object) where response.shape == .bare:
            let fitted = fit(object, to: response.fields, at: "")
            members = Self.inOrder(fitted, response.fields)
        case .object(let object):
            members = [.init(response.key, fit(object, to: response.fields, at: response.key))]
        case .done(let success, let text):
            members = [.init("success", .bool(success))]
            if let text { members.append(.init("displaytext", .string(text))) }
        case .job(let job, let id):
            if let id { members.append(.init("id", .string(id))) }
            members.append(.init("jobid", .string(job)))
        }
    }

    /// Nothing found is an empty envelope, and so is a page behind the last one: clients that page
    /// until they get no list would otherwise never end.
    private mutating func list(_ items: [JSONValue], count: Int, _ response: APIResponse) {
        guard !items.isEmpty else { return }
        let fields = Dictionary(response.fields.map { ($0.name, $0) }) { first, _ in first }
        let fitted = items.map { fit($0, to: fields, at: response.key) }
        members = [
            .init("count", .integer(Int64(max(count, items.count)))),
            .init(response.key, .array(fitted)),
        ]
    }

    /// What a job stores as its result: the object under its key, held to the declaration.
    public static func jobResult(_ answer: APIAnswer, _ response: APIResponse) -> JSONValue {
        let declared = DeclaredAnswer(answer, response)
        return .object(
            Dictionary(declared.members.map { ($0.name, $0.value) }) { first, _ in first })
    }

    private static func inOrder(_ object: JSONValue, _ fields: [APIField]) -> [AnswerMember] {
        fields.compactMap { field in object[field.name].map { AnswerMember(field.name, $0) } }
    }
}

extension DeclaredAnswer {
    private mutating func fit(
        _ value: JSONValue, to fields: [APIField], at path: String
    ) -> JSONValue {
        fit(value, to: Dictionary(fields.map { ($0.name, $0) }) { first, _ in first }, at: path)
    }

    /// Looks at what is there, since most objects hold few of the fields they may hold.
    private mutating func fit(
        _ value: JSONValue, to fields: [String: APIField], at path: String
    ) -> JSONValue {
        guard let object = value.object else {
            slips.append(path)
            return .object([:])
        }
        var fitted: [String: JSONValue] = [:]
        fitted.reserveCapacity(object.count)
        var unknown: [String] = []
        for (name, member) in object where member != .null {
            guard let field = fields[name] else {
                unknown.append(name)
                continue
            }
            fitted[name] = fit(member, to: field, at: path)
        }
        slips += unknown.sorted().map { "\(path).\($0)" }
        return .object(fitted)
    }

    private mutating func fit(
        _ value: JSONValue, to field: APIField, at path: String
    ) -> JSONValue? {
        if field.fields.isEmpty {
            let fitted = field.kind.fitted(value)
            if fitted == nil { slips.append("\(path).\(field.name)") }
            return fitted
        }
        let place = "\(path).\(field.name)"
        if field.kind == .object { return fit(value, to: field.fields, at: place) }
        guard field.kind == .list, let items = value.array else {
            let fitted = field.kind == .list ? nil : field.kind.fitted(value)
            if fitted == nil { slips.append(place) }
            return fitted
        }
        return .array(items.map { fit($0, to: field.fields, at: place) })
    }
}
