/// Where a name stands in `allCases`, without hashing wherever the memory already says so.
///
/// The in-memory tag of an enum without payloads usually is its position. That is checked once,
/// here, for every case; types where it is not so are looked up in a dictionary instead.
@usableFromInline
struct DenseIndex<Name: LifecycleName>: Sendable {
    @usableFromInline let all: [Name]
    /// `nil` where the memory says it.
    @usableFromInline let positions: [Name: Int]?

    init() {
        let all = Array(Name.allCases)
        let tagsArePositions = all.indices.allSatisfy { Self.tag(of: all[$0]) == $0 }
        self.all = all
        self.positions =
            tagsArePositions
            ? nil : Dictionary(zip(all, all.indices), uniquingKeysWith: { first, _ in first })
    }

    /// `nil` for a value that `allCases` leaves out.
    @inlinable
    func position(of name: Name) -> Int? {
        if let positions { return positions[name] }
        let tag = Self.tag(of: name)
        return tag < all.count ? tag : nil
    }

    /// Whether `position(of:)` only reads memory.
    var isDirect: Bool { positions == nil }

    @inlinable
    static func tag(of name: Name) -> Int {
        withUnsafeBytes(of: name) { bytes in
            switch bytes.count {
            case 0: 0
            case 1: Int(bytes[0])
            case 2: Int(bytes.loadUnaligned(as: UInt16.self))
            default: .max
            }
        }
    }
}
