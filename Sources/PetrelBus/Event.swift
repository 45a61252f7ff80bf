/// Something that happened, told to whoever asked for it.
///
/// Any `Sendable` type can be an event; a small struct named in the past tense reads best
/// (`VolumeAttached`). The bus finds the subscribers by the event's type, and by its topic when it
/// is a ``TopicalEvent``.
public protocol Event: Sendable {}
