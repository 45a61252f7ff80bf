public import PetrelStates

/// The life of one kind of cloud resource, with what the rest of the cloud asks about that kind.
///
/// A kind is one file in `Resources/` and one line in ``ResourceCatalogue``. Its rows say how it
/// changes; this protocol adds where it begins to cost something, which user actions concern it,
/// and how it ends.
///
/// Two moments of a life are not rows: its creation, in one of the initial states, and its
/// removal, after which only history knows it. Creation means what ``meteredAtCreation`` says.
/// Removal is possible from the states that are described as final or removable, and ends every
/// usage that is still open.
///
/// Where a life cannot know from its state whether usage is open (a machine migrates running or
/// stopped), its rows hold either way: `closes` may find nothing to end, and `changes` also begins
/// what had not begun. `opens` always finds its usage closed.
public protocol CloudResource: Lifecycle {
    /// The part of the cloud the kind belongs to.
    static var family: ResourceFamily { get }
    /// For a machine that tells one more side of a resource: the kind that resource is known by.
    ///
    /// A host, for example, has a connection and, apart from it, an answer to whether it takes
    /// machines. Each side is a kind of its own with its own versions; the sides of one resource
    /// share its id, and end with it.
    static var aspectOf: String? { get }
    /// The types of the action events about this kind.
    static var eventTypes: [EventType] { get }
    /// What beginning in a state means for usage; a state that is absent means nothing.
    static var meteredAtCreation: [State: [Metering]] { get }
    /// What actions that move no state mean for usage once they have succeeded, by event type.
    static var meteredActions: [EventType: [Metering]] { get }
}

extension CloudResource {
    public static var aspectOf: String? { nil }
    public static var meteredAtCreation: [State: [Metering]] { [:] }
    public static var meteredActions: [EventType: [Metering]] { [:] }

    /// Everything this kind is metered by, in the order of the names.
    public static var meters: [Meter] {
        let sources = [
            meteredAtCreation.values.flatMap(\.self), transitions.flatMap(\.metering),
            meteredActions.values.flatMap(\.self),
        ]
        return Set(sources.joined().map(\.meter)).sorted { $0.name < $1.name }
    }
}

extension Metering {
    /// What is measured, whatever happens to it.
    var meter: Meter {
        switch self {
        case .opens(let meter), .closes(let meter), .changes(let meter): meter
        }
    }
}
