/// Names in the order they came, each once at a time.
struct Line<Name: Hashable & Sendable>: Sendable {
    private var names: [Name] = []
    private var head = 0
    private var members: Set<Name> = []

    var isEmpty: Bool { members.isEmpty }
    var count: Int { members.count }

    mutating func append(_ name: Name) {
        if members.insert(name).inserted { names.append(name) }
    }

    mutating func popFirst() -> Name? {
        guard head < names.count else { return nil }
        let name = names[head]
        head += 1
        if head > 64, head * 2 > names.count {
            names.removeFirst(head)
            head = 0
        }
        members.remove(name)
        return name
    }
}
