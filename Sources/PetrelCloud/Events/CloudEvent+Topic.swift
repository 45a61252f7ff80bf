internal import PetrelBus
internal import PetrelStates

extension CloudEvent {
    /// Files an event. There is always a topic: dots become dashes, what is missing becomes `*`,
    /// and when the five words together are too long for AMQP, each is cut to its share.
    static func topic(
        source: String, category: EventCategory, type: EventType, trigger: String?,
        resource: ResourceReference?
    ) -> Topic {
        let word = category == .resourceState ? trigger ?? type.name : type.name
        // CloudStack calls the kind of a job that concerns no resource unknown.
        let noKind = category == .asyncJob ? "unknown" : nil
        let fields = [
            source, category.rawValue, word, resource?.kind ?? noKind, resource?.id,
        ]
        if let topic = try? Topic(fields: fields) { return topic }
        let shares = zip(fields, topicShares).map { field, share in field?.prefix(bytes: share) }
        return (try? Topic(fields: shares)) ?? unfiled
    }

    /// The bytes each word keeps when the topic would be too long; with the dots at most 255.
    private static let topicShares = [40, 18, 85, 48, 60]

    /// Stands where a topic cannot be made, which the shares above rule out.
    private static let unfiled: Topic = "*.*.*.*.*"
}

extension String {
    /// The longest beginning of at most `limit` bytes of UTF-8 that ends between two characters.
    fileprivate func prefix(bytes limit: Int) -> String {
        var end = utf8.index(startIndex, offsetBy: limit, limitedBy: endIndex) ?? endIndex
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
