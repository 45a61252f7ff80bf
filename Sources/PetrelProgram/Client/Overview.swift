internal import PetrelCloud

/// How many resources there are of each kind, and in which states.
struct Overview {
    private struct Count {
        let kind: String
        var states: [String: Int] = [:]
        /// Whether there are more than were counted.
        var isCutOff = false

        var total: Int { states.values.reduce(0, +) }
    }

    let client: CloudClient

    func show(asJSON: Bool) async throws {
        let counts = try await counts().filter { $0.total > 0 }
        asJSON ? showJSON(counts) : showTable(counts)
    }

    private func counts() async throws -> [Count] {
        do {
            return try await client.session { session in
                var counts: [Count] = []
                for kind in KindName.all {
                    let target = [("kind", kind), ("limit", "1000")].query(of: "/v1/resources")
                    let answer = try await session.get(target)
                    var count = Count(kind: kind, isCutOff: answer["next"]?.string != nil)
                    for resource in answer["resources"]?.array ?? [] {
                        count.states[resource["state"]?.string ?? "", default: 0] += 1
                    }
                    counts.append(count)
                }
                return counts
            }
        } catch let refusal as APIRefusal {
            throw refusal.failure
        }
    }

    private func showTable(_ counts: [Count]) {
        var table = Table([
            .init(title: "kind"), .init(title: "resources"),
            .init(title: "states", isFlexible: true),
        ])
        for count in counts {
            let states = count.states.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            table.add([
                count.kind, count.isCutOff ? "over \(count.total)" : "\(count.total)", states,
            ])
        }
        for line in table.lines(width: Terminal.width, paint: .of(.output)) { Terminal.say(line) }
    }

    private func showJSON(_ counts: [Count]) {
        for count in counts {
            let states = count.states.mapValues { JSONValue.integer(Int64($0)) }
            let object: JSONValue = [
                "kind": .string(count.kind), "count": .integer(Int64(count.total)),
                "states": .object(states), "more": .bool(count.isCutOff),
            ]
            Terminal.say(object.compactJSON)
        }
    }
}
