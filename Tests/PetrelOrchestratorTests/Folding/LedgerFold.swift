import PetrelCloud
import PetrelLedger
import PetrelStates
import Testing

@testable import PetrelOrchestrator

/// What the events alone say of every resource, held against what the ledger keeps of it.
struct LedgerFold {
    struct Place: Equatable {
        var version: Int64
        /// `nil` once it is removed.
        var state: String?
        var owner: CloudEvent.Owner?
        var domainPath: String?
        var zone: String?
        var attributes: [String: JSONValue]
    }

    private(set) var places: [ResourceReference: Place] = [:]
    /// What does not fit, one sentence each.
    private(set) var faults: [String] = []

    init(_ events: [CloudEvent]) {
        for event in events {
            guard let version = event.resourceVersion, let resource = event.resource else {
                continue
            }
            let before = places[resource]
            if version != (before?.version ?? 0) + 1 || event.oldState != before?.state {
                faults.append("\(event.type) of \(resource) does not follow from what came before")
            }
            places[resource] = Place(
                version: version, state: event.newState, owner: event.owner,
                domainPath: event.domainPath, zone: event.zone, attributes: event.attributes)
        }
    }

    /// Compares with every resource of every kind, removed ones too.
    mutating func compare(with ledger: any Ledger) async throws {
        var left = places
        for life in ResourceCatalogue.all {
            var query = ResourceQuery(kind: life.kind)
            query.includesRemoved = true
            for stored in try await Self.all(query, in: ledger) {
                let place = Place(
                    version: stored.version, state: stored.removed == nil ? stored.state : nil,
                    owner: stored.profile.owner, domainPath: stored.profile.domainPath,
                    zone: stored.profile.zone, attributes: stored.profile.told)
                let told = left.removeValue(forKey: stored.reference)
                if told != place {
                    faults.append(
                        "\(stored.reference) is \(place), and its events say \(told as Any)")
                }
            }
        }
        faults += left.keys.map { "\($0) is told of and not there" }
    }

    private static func all(
        _ query: ResourceQuery, in ledger: any Ledger
    ) async throws -> [Resource] {
        var (query, found) = (query, [Resource]())
        query.limit = 10_000
        repeat {
            let page = try await ledger.resources(query)
            found += page.elements
            query.after = page.next
        } while query.after != nil
        return found
    }
}

/// What the events alone say of every action.
struct ActionFold {
    /// Actions that began and did not end, or ended more than once.
    private(set) var faults: [String] = []

    init(_ events: [CloudEvent]) {
        let actions = Dictionary(grouping: events.filter { $0.category == .action }) { event in
            event.attributes["parentid"]?.string ?? event.id.description
        }
        for (first, steps) in actions {
            // What one action does by the way is filed with it, and is an action of its own.
            for (type, steps) in Dictionary(grouping: steps, by: \.type) {
                let ends = steps.count { $0.outcome?.isFinal == true }
                let begins = steps.count { $0.outcome == .started }
                if ends < 1 || (ends > 1 && ends != begins) {
                    faults.append("\(type) \(first): \(steps.map { $0.outcome?.rawValue ?? "" })")
                }
            }
        }
        checkCauses(events)
    }

    /// Nothing follows from what was told later, nor from the end of an action.
    private mutating func checkCauses(_ events: [CloudEvent]) {
        let told = Dictionary(events.map { ($0.id, $0) }) { first, _ in first }
        for event in events where event.resourceVersion != nil {
            guard let cause = event.cause?.event else { continue }
            guard let action = told[cause] else {
                faults.append("\(event.type) of \(event.resource as Any) has a cause nobody told")
                continue
            }
            let isEnd = action.outcome?.isFinal == true
            if isEnd, (action.sequence ?? 0) < (event.sequence ?? 0) {
                faults.append("\(event.type) of \(event.resource as Any) follows an end")
            }
        }
    }
}
