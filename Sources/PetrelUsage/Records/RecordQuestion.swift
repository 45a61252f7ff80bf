internal import PetrelCloud
internal import PetrelStates

/// What a list is asked for, apart from its pages.
struct RecordQuestion: Hashable, Sendable {
    /// Whoever leafs through it.
    let user: String
    let from: Timestamp
    let to: Timestamp
    let filter: UsageFilter
    /// In small letters.
    let keyword: String?

    /// CloudStack's list holds CloudStack's types.
    func lists(_ record: UsageRecord) -> Bool {
        guard record.type != nil else { return false }
        guard let keyword else { return true }
        let text = "\(record.terms.name ?? "") \(record.resource.id) \(record.meter)"
        return text.lowercased().contains(keyword)
    }
}
