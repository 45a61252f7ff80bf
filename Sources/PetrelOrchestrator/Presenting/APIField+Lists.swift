internal import PetrelPlugin

/// Fields by type, many at a time.
extension [APIField] {
    static func texts(_ names: String...) -> Self { names.map { APIField($0, .string) } }
    static func integers(_ names: String...) -> Self { names.map { APIField($0, .integer) } }
    static func longs(_ names: String...) -> Self { names.map { APIField($0, .long) } }
    static func flags(_ names: String...) -> Self { names.map { APIField($0, .boolean) } }
    static func dates(_ names: String...) -> Self { names.map { APIField($0, .date) } }
    static func maps(_ names: String...) -> Self { names.map { APIField($0, .map) } }
    static func doubles(_ names: String...) -> Self { names.map { APIField($0, .double) } }
    static func objects(_ names: String...) -> Self { names.map { APIField($0, .object) } }
    static func lists(_ names: String...) -> Self { names.map { APIField($0, .list) } }

    /// Whose it is.
    static let ownership = texts("account", "domainid", "domain", "domainpath")
    static let zone = texts("zoneid", "zonename")

    static let tags: Self = [
        APIField(
            "tags", .list, "What its owner noted on it.",
            fields: texts("key", "value", "resourcetype", "resourceid") + ownership)
    ]
}
