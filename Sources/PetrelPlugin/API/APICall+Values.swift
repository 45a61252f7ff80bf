public import PetrelCloud

/// Names are matched without regard to case. An empty value counts as absent.
extension APICall {
    /// A text, or `nil` when it was not given.
    public func string(_ name: String) -> String? {
        parameters[name.lowercased()].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A text that may be empty on purpose; `nil` only when it was not given.
    public func stringOrEmpty(_ name: String) -> String? {
        parameters[name.lowercased()]
    }

    /// A text that has to be there.
    public func required(_ name: String) throws(APIError) -> String {
        guard let value = string(name) else { throw .missing(name, in: command) }
        return value
    }

    /// An id that has to be there, in lower case.
    public func id(_ name: String) throws(APIError) -> String {
        try required(name).lowercased()
    }

    /// An id, in lower case, or `nil`. The word for all, `-1`, comes as it is.
    public func idIfGiven(_ name: String) -> String? {
        string(name)?.lowercased()
    }

    public func integer(_ name: String) -> Int? {
        string(name).flatMap { Int($0) }
    }

    public func boolean(_ name: String) -> Bool? {
        string(name).flatMap(APIParameter.boolean)
    }

    /// An instant. A date without a time is its first second, or its last when it ends a period.
    public func date(_ name: String, endOfDay: Bool = false) -> Timestamp? {
        string(name).flatMap { APIParameter.date($0, endOfDay: endOfDay) }
    }

    /// The parts between commas, without blanks around them and without empty ones.
    public func list(_ name: String) -> [String] {
        string(name).map(APIParameter.list) ?? []
    }

    /// The same as ids in lower case.
    public func ids(_ name: String) -> [String] {
        list(name).map { $0.lowercased() }
    }

    /// The entries `name[0].…`, `name[1].…` in the order of their indexes.
    public func maps(_ name: String) -> [[String: String]] {
        maps[name.lowercased()] ?? []
    }

    /// The entries as one dictionary: those of a `key` and a `value` by their key, others by the
    /// names they were sent with. A key without a value has an empty one.
    public func map(_ name: String) -> [String: String] {
        maps(name).reduce(into: [:]) { map, entry in
            if let key = entry["key"] {
                map[key] = entry["value"] ?? ""
            } else {
                map.merge(entry) { _, last in last }
            }
        }
    }
}
