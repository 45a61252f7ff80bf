/// An event that says under which topic it is filed, so that patterns can find it.
///
/// The bus asks for `topic` on every post that a pattern might want: store it, or make it cheap.
public protocol TopicalEvent: Event {
    var topic: Topic { get }
}
