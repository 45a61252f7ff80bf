import PetrelCloud
import PetrelStates

/// Walks every way a resource can live and watches which usage is open.
///
/// The places visited are all pairs of a state and the meters open there, so that the walk covers
/// lives of any length and still ends.
struct UsageWalk {
    struct Place: Hashable {
        let state: String
        let open: Set<Meter>
    }

    let places: Set<Place>
    private let sample: ResourceSample

    init(_ sample: ResourceSample) {
        self.sample = sample
        var frontier = sample.beginnings.map { Place(state: $0, open: Set<Meter>().after($1)) }
        var places = Set(frontier)
        while let place = frontier.popLast() {
            for row in sample.machine.transitions where row.from == place.state {
                let open = place.open.after(row.metering)
                for next in row.targets.map({ Place(state: $0, open: open) })
                where places.insert(next).inserted {
                    frontier.append(next)
                }
            }
        }
        self.places = places
    }

    /// The meters that are open in this state whichever way it was reached.
    func metersAlwaysOpen(in state: String) -> Set<Meter> {
        let sets = places.filter { $0.state == state }.map(\.open)
        return sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
    }

    /// The meters that are open in this state on some ways to it and closed on others.
    func metersOpenOrNot(in state: String) -> Set<Meter> {
        let everOpen = places.filter { $0.state == state }.flatMap(\.open)
        return Set(everOpen).subtracting(metersAlwaysOpen(in: state))
    }

    /// Rows that open what is open, or that close or change what is not.
    ///
    /// Out of a state where a meter is open or not, a row may close or change it either way.
    var mistakes: [String] {
        places.flatMap { place in
            let either = metersOpenOrNot(in: place.state)
            return sample.machine.transitions.filter { $0.from == place.state }.flatMap { row in
                mistakes(in: row.metering, open: place.open, either: either).map {
                    "\(row.from) on \(row.trigger): \($0)"
                }
            }
        }
    }

    private func mistakes(
        in metering: [Metering], open: Set<Meter>, either: Set<Meter>
    ) -> [String] {
        metering.compactMap { entry in
            switch entry {
            case .opens(let meter):
                open.contains(meter) ? "\(meter) is open already" : nil
            case .closes(let meter), .changes(let meter):
                open.union(either).contains(meter) ? nil : "\(meter) is not open"
            }
        }
    }
}

extension Set<Meter> {
    /// What is open once these have happened to what is open here.
    func after(_ metering: [Metering]) -> Set<Meter> {
        metering.reduce(into: self) { open, entry in
            switch entry {
            case .opens(let meter), .changes(let meter): open.insert(meter)
            case .closes(let meter): open.remove(meter)
            }
        }
    }
}
