/// One pass over a template's text.
struct TemplateParser {
    private struct Open {
        var name: [String]
        var isInverted: Bool
        var parts: [MessageTemplate.Part] = []
    }

    private var rest: Substring
    private var line = 1
    private var stack = [Open(name: [], isInverted: false)]
    /// Whether only blanks stand before this place on its line.
    private var isAtLineStart = true

    init(_ source: String) {
        rest = source[...]
    }

    mutating func parse() throws(TemplateMistake) -> [MessageTemplate.Part] {
        while let start = rest.firstRange(of: "{{") {
            let text = rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            let isTriple = rest.hasPrefix("{")
            guard let end = rest.firstRange(of: isTriple ? "}}}" : "}}") else {
                throw .open(line: line + Self.newlines(text))
            }
            let tag = rest[..<end.lowerBound]
            rest = rest[end.upperBound...]
            try take(tag, after: text)
        }
        append(text: rest)
        guard stack.count == 1 else {
            throw .section(stack[stack.count - 1].name.joined(separator: "."))
        }
        return stack[0].parts
    }

    private mutating func take(_ tag: Substring, after text: Substring) throws(TemplateMistake) {
        let sign = tag.first ?? " "
        guard "#^/!".contains(sign) else {
            append(text: text)
            isAtLineStart = false
            return try takeValue(tag, sign)
        }
        // A line that has nothing else goes with its tag.
        let before = text.lastIndex(where: \.isNewline).map { text.index(after: $0) }
        let indent = text[(before ?? text.startIndex)...]
        let isFirst = indent.allSatisfy(Self.isBlank) && (before != nil || isAtLineStart)
        if isFirst, let next = lineEnd {
            append(text: text[..<indent.startIndex])
            line += Self.newlines(rest[..<next]) + Self.newlines(tag)
            rest = rest[next...]
            isAtLineStart = true
        } else {
            append(text: text)
            line += Self.newlines(tag)
            isAtLineStart = false
        }
        try takeSection(tag, sign)
    }

    /// The place after the line's end, if only blanks come before it.
    private var lineEnd: Substring.Index? {
        let end = rest.firstIndex { !Self.isBlank($0) } ?? rest.endIndex
        if end == rest.endIndex { return end }
        return rest[end].isNewline ? rest.index(after: end) : nil
    }

    private mutating func takeValue(
        _ tag: Substring, _ sign: Character
    ) throws(TemplateMistake) {
        switch sign {
        case "{", "&":
            stack[stack.count - 1].parts.append(
                .value(try name(tag.dropFirst()), isEscaped: false))
        case ">", "=", "<", "$", "%": throw .unknownTag(sign, line: line)
        default: stack[stack.count - 1].parts.append(.value(try name(tag), isEscaped: true))
        }
    }

    private mutating func takeSection(
        _ tag: Substring, _ sign: Character
    ) throws(TemplateMistake) {
        guard sign != "!" else { return }
        let name = try name(tag.dropFirst())
        guard sign == "/" else {
            guard stack.count <= MessageTemplate.maximumDepth else { throw .tooDeep }
            return stack.append(Open(name: name, isInverted: sign == "^"))
        }
        guard stack.count > 1, let open = stack.last, open.name == name else {
            throw .closing(name.joined(separator: "."), line: line)
        }
        stack.removeLast()
        stack[stack.count - 1].parts.append(
            .section(open.name, isInverted: open.isInverted, open.parts))
    }

    private mutating func append(text: Substring) {
        guard !text.isEmpty else { return }
        line += Self.newlines(text)
        isAtLineStart = text.last?.isNewline ?? false
        stack[stack.count - 1].parts.append(.text(String(text)))
    }

    /// The words between dots; a dot alone is the value at hand, which has none.
    private func name(_ text: Substring) throws(TemplateMistake) -> [String] {
        let text = text.trimmingBlanks
        if text == "." { return [] }
        let words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isName = words.allSatisfy { word in
            !word.isEmpty && !word.contains { $0.isWhitespace || "{}".contains($0) }
        }
        guard isName else { throw .name(line: line) }
        return words
    }

    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t"
    }

    private static func newlines(_ text: Substring) -> Int { text.count(where: \.isNewline) }
}
