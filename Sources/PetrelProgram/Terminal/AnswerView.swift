internal import PetrelCloud

/// What an API command answered, for people or for programs.
struct AnswerView {
    private let answer: JSONValue
    private let columns: [String]
    private let asJSON: Bool

    /// - Parameter columns: Members that a table of a list shows; empty shows those of the first item.
    init(_ answer: JSONValue, columns: [String], asJSON: Bool) {
        self.answer = answer
        self.columns = columns
        self.asJSON = asJSON
    }

    func show() {
        if asJSON { return Terminal.say(answer.compactJSON) }
        if let items = list { return show(items) }
        let object = answer.object?.values.first { $0.object != nil } ?? answer
        if let text = object["text"]?.string, object["contenttype"] != nil {
            return Terminal.write(text.hasSuffix("\n") ? text : text + "\n", to: .output)
        }
        if object["success"]?.bool == true { return Terminal.say("done") }
        showMembers(of: object)
    }

    /// The items of a list's answer; an empty list has no member for them.
    private var list: [JSONValue]? {
        guard let members = answer.object, !members.isEmpty else { return [] }
        return members.values.lazy.compactMap(\.array).first
    }

    private func show(_ items: [JSONValue]) {
        guard let first = items.first else { return Terminal.complain("nothing was found") }
        let names = columns.isEmpty ? (first.object?.keys.sorted() ?? []) : columns
        var table = Table(names.map { .init(title: $0, isFlexible: Self.isLong($0)) })
        for item in items { table.add(names.map { Self.text(item[$0]) }) }
        table.lines(width: Terminal.width, paint: .of(.output)).forEach(Terminal.say)
        if let count = answer["count"]?.integer, count > items.count {
            Terminal.complain(
                "\(items.count) of \(count); page=2 pagesize=\(items.count) shows those that follow"
            )
        }
    }

    private func showMembers(of object: JSONValue) {
        let members = object.object?.sorted { $0.key < $1.key } ?? []
        let width = members.map(\.key.columns).max() ?? 0
        for (name, value) in members {
            Terminal.say("\(name.padded(to: width))  \(Self.text(value).onOneLine)")
        }
    }

    /// Numbers and states stay whole; texts may give way.
    private static func isLong(_ name: String) -> Bool {
        ["reason", "description", "detail", "drift", "summary", "broker"].contains(name)
    }

    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case .number(let number): "\((number * 100).rounded() / 100)"
        case .bool(let flag): flag ? "yes" : "no"
        case let value?: value.cell
        case nil: ""
        }
    }
}
