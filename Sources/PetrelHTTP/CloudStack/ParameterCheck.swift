internal import PetrelCloud
internal import PetrelPlugin

/// Holds what was sent against what a command declares. What it does not declare is ignored.
struct ParameterCheck {
    let command: APICommand
    let caller: Caller

    func call(_ sent: QueryParameters) throws(APIError) -> APICall {
        let allowed = command.parameters.filter { !$0.roles.isDisjoint(with: caller.role) }
        let entries = MapEntries(sent)
        var values: [String: String] = [:]
        var maps: [String: [[String: String]]] = [:]
        for parameter in allowed {
            let name = parameter.name.lowercased()
            if parameter.kind == .map {
                maps[name] = try check(entries[name], parameter)
            } else {
                values[name] = try check(sent[name], parameter)
            }
        }
        let (page, pageSize) = try command.isPaged ? paging(values) : (1, APICall.defaultPageSize)
        return APICall(
            command: command.name, caller: caller, parameters: values, maps: maps, page: page,
            pageSize: pageSize)
    }

    private func check(
        _ entries: [[String: String]]?, _ parameter: APIParameter
    ) throws(APIError) -> [[String: String]]? {
        guard let entries, !entries.isEmpty else {
            if parameter.isRequired {
                let name = parameter.name
                throw .invalid(
                    "\(command.name) needs the parameter \(name): add "
                        + "\(name)[0].key=… and \(name)[0].value=…")
            }
            return nil
        }
        let values = entries.flatMap(\.values)
        guard values.allSatisfy({ $0.utf8.count <= parameter.maximumLength }) else {
            throw tooLong(parameter)
        }
        return entries
    }

    private func check(_ value: String?, _ parameter: APIParameter) throws(APIError) -> String? {
        guard let value, !value.isEmpty else {
            if parameter.isRequired { throw .missing(parameter.name, in: command.name) }
            return value
        }
        guard value.count <= parameter.maximumLength else { throw tooLong(parameter) }
        guard let expected = parameter.expectation(unmetBy: value) else { return value }
        throw .invalid("\(command.name): the value of \(parameter.name) is not \(expected)")
    }

    private func tooLong(_ parameter: APIParameter) -> APIError {
        .invalid(
            "\(command.name): the value of \(parameter.name) is longer than "
                + "\(parameter.maximumLength) characters")
    }
}

extension ParameterCheck {
    /// Both or none, but for `pagesize=-1` alone.
    private func paging(_ values: [String: String]) throws(APIError) -> (Int, Int) {
        let page = values["page"].flatMap { $0.isEmpty ? nil : Int($0) }
        let size = values["pagesize"].flatMap { $0.isEmpty ? nil : Int($0) }
        switch (page, size) {
        case (nil, nil): return (1, APICall.defaultPageSize)
        case (_, .some(-1)): return (max(page ?? 1, 1), APICall.largestPageSize)
        case (let page?, let size?): return try paging(page, size)
        case (nil, _): throw .invalid("\(command.name): pagesize needs page: add page=1")
        case (_, nil): throw .invalid("\(command.name): page needs pagesize: add pagesize=500")
        }
    }

    private func paging(_ page: Int, _ size: Int) throws(APIError) -> (Int, Int) {
        guard page >= 1 else { throw .invalid("\(command.name): page counts from 1") }
        guard (1...APICall.defaultPageSize).contains(size) else {
            throw .invalid(
                "\(command.name): pagesize is 1 to \(APICall.defaultPageSize), or -1 for all")
        }
        return (page, size)
    }
}

extension APIParameter {
    /// What a value should have been; `nil` when it is.
    fileprivate func expectation(unmetBy value: String) -> String? {
        switch kind {
        case .integer: Int32(value) == nil ? "a whole number of 32 bits" : nil
        case .long: Int64(value) == nil ? "a whole number of 64 bits" : nil
        case .boolean: Self.boolean(value) == nil ? "true or false" : nil
        case .date:
            Self.date(value) == nil ? "a date as 2026-11-22 or 2026-11-22T17:00:00+0000" : nil
        case .uuid: Self.isID(value) ? nil : "an id: a UUID of 36 characters"
        case .list:
            refersTo == nil || Self.list(value).allSatisfy(Self.isID)
                ? nil : "a list of ids: UUIDs of 36 characters with commas between them"
        case .string, .map: nil
        }
    }

    /// A UUID, or the word for all.
    private static func isID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return text == "-1" }
        return bytes.indices.allSatisfy { index in
            [8, 13, 18, 23].contains(index)
                ? bytes[index] == UInt8(ascii: "-")
                : Character(Unicode.Scalar(bytes[index])).isHexDigit
        }
    }
}
