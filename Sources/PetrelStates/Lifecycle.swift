/// The name of a state or trigger, spelled as the field spells it.
///
/// An `enum State: String, LifecycleName` is all it takes.
public protocol LifecycleName: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// The life of one kind of resource: its states, what moves it between them, and the rows that say
/// how.
///
/// ```swift
/// public enum Door: Lifecycle {
///     public enum State: String, LifecycleName { case open = "Open", closed = "Closed" }
///     public enum Trigger: String, LifecycleName { case push = "Push", pull = "Pull" }
///     public static let kind = "Door"
///     public static let initial: [State] = [.closed]
///     public static let states: [StateDescription<State>] = [
///         .stable(.open, "people can pass"),
///         .stable(.closed, "nobody can pass"),
///     ]
///     public static let transitions: [Transition<State, Trigger>] = [
///         .from(.closed, on: .pull, to: .open),
///         .from(.open, on: .push, to: .closed),
///     ]
/// }
/// ```
public protocol Lifecycle: Sendable {
    associatedtype State: LifecycleName
    associatedtype Trigger: LifecycleName

    /// The resource's kind in events, topics and messages, such as `VirtualMachine`.
    static var kind: String { get }
    /// The states a new resource may begin in.
    static var initial: [State] { get }
    /// What each state means. States of the field that no row reaches are declared
    /// ``StateDescription/outside(_:_:)``.
    static var states: [StateDescription<State>] { get }
    /// Every allowed change; a pair of state and trigger without a row is refused.
    static var transitions: [Transition<State, Trigger>] { get }
    /// Triggers the field knows but no row uses, said on purpose. None by default.
    static var outsideTriggers: [Trigger] { get }
}

extension Lifecycle {
    public static var outsideTriggers: [Trigger] { [] }
}
