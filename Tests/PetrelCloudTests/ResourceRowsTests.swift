import PetrelCloud
import PetrelStates
import Testing

/// Every state against every trigger of every kind, and the kinds against the field.
struct ResourceRowsTests {
    struct Place: Sendable, CustomStringConvertible {
        let sample: ResourceSample
        let state: String

        var description: String { "\(sample) \(state)" }

        static let all = ResourceSample.all.flatMap { sample in
            sample.machine.stateNames.map { Place(sample: sample, state: $0) }
        }
    }

    @Test func `there are thousands of pairs of a state and a trigger`() {
        let pairs = ResourceSample.all.map {
            $0.machine.stateNames.count * $0.machine.triggerNames.count
        }
        #expect(pairs.reduce(0, +) > 3500)
    }

    @Test(arguments: Place.all)
    func `a pair with a row leads where the row says, any other is refused`(place: Place) {
        let machine = place.sample.machine
        let triggers = machine.triggerNames
        let possible = triggers.filter {
            !place.sample.rows(from: place.state, on: $0).isEmpty
        }
        for trigger in triggers {
            let rows = place.sample.rows(from: place.state, on: trigger)
            guard let row = rows.first else {
                expectRefusal(.noRow, possible, at: place, on: trigger)
                continue
            }
            #expect(rows.count == 1, "\(trigger)")
            expectTargets(of: row, at: place)
        }
    }

    /// Each target when named, the only one also unnamed, and no other.
    func expectTargets(of row: AnyTransition, at place: Place) {
        if let condition = row.condition, !condition.holds([:]) {
            return expectRefusal(
                .unmet(requirement: condition.requirement), [], at: place, on: row.trigger)
        }
        for target in row.targets {
            expectChange(row, to: target, named: target, at: place)
        }
        if let other = place.sample.machine.stateNames.first(where: { !row.targets.contains($0) }) {
            expectRefusal(
                .targetNotAllowed(other), row.targets, at: place, on: row.trigger, to: other)
        }
        if row.targets.count == 1 {
            expectChange(row, to: row.targets[0], named: nil, at: place)
        } else {
            expectRefusal(.targetMissing, row.targets, at: place, on: row.trigger)
        }
    }

    func expectChange(
        _ row: AnyTransition, to target: String, named: String?, at place: Place
    ) {
        #expect(throws: Never.self, "\(row.trigger)") {
            let change = try place.sample.machine.next(
                state: place.state, trigger: row.trigger, to: named, id: "r")
            #expect(change.to == target && change.from == place.state)
            #expect(change.metering == row.metering && change.isSilent == row.isSilent)
        }
    }

    func expectRefusal(
        _ reason: TransitionError.Reason, _ possible: [String], at place: Place,
        on trigger: String, to target: String? = nil
    ) {
        let error = #expect(throws: TransitionError.self, "\(trigger)") {
            try place.sample.machine.next(
                state: place.state, trigger: trigger, to: target, id: "r")
        }
        #expect(error?.reason == reason && error?.possible == possible, "\(trigger)")
    }

    @Test(arguments: FieldLife.withRows)
    func `a kind whose rows the field has, has these and no others`(field: FieldLife) throws {
        let machine = try #require(ResourceSample.of(field.kind)).machine
        let rows = machine.transitions.flatMap { row in
            row.targets.map { SampleRow(from: row.from, trigger: row.trigger, target: $0) }
        }
        #expect(rows.count == field.rows.count)
        #expect(Set(field.rows).subtracting(rows) == [], "left out")
        #expect(Set(rows).subtracting(field.rows) == [], "added")
        #expect(machine.triggerNames == field.triggers)
    }

    @Test(arguments: FieldLife.all)
    func `a kind spells its states as the field does, and begins and ends there`(
        field: FieldLife
    ) throws {
        let machine = try #require(ResourceSample.of(field.kind)).machine
        #expect(machine.stateNames == field.states)
        #expect(Set(field.beginnings).isSubset(of: machine.initial))
        for ending in field.endings {
            let state = try #require(machine.description(of: ending))
            #expect(state.isRemovable || state.role == .outside, "\(ending)")
        }
    }

    @Test func `the field's lives are all there`() {
        #expect(FieldLife.all.count == 26)
        #expect(FieldLife.withRows.count == 16)
        #expect(FieldLife.withRows.map(\.rows.count).reduce(0, +) == 481)
    }
}
