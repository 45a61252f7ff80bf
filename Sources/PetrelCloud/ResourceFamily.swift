/// The part of the cloud a kind of resource belongs to; documents, console and command line group
/// by it.
public enum ResourceFamily: String, CaseIterable, Sendable {
    case compute
    case storage
    case network
    case image
    case infrastructure
    case identity
    case service
}
