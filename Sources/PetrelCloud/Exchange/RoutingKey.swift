/// The words of a routing key; those that are missing are `nil`.
struct RoutingKey {
    let source: String?
    let category: EventCategory
    let type: String?
    let kind: String?
    let resource: String?

    init(_ text: String) throws(CloudEventError) {
        // Split by bytes: to Swift, a dot with an accent on it is another character.
        let words = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { $0.isEmpty || $0.elementsEqual("*".utf8) ? nil : String(Substring($0)) }
        guard words.count == 5 else { throw .invalid("routing key", expected: "five words") }
        guard let category = words[1].flatMap(EventCategory.init) else {
            throw .invalid("routing key", expected: "a category as its second word")
        }
        self.category = category
        (source, type, kind, resource) = (words[0], words[2], words[3], words[4])
    }
}
