/// Why a template is not taken, or gives no text.
public enum TemplateMistake: Error, Hashable, Sendable {
    case tooLong
    case tooDeep
    /// On this line a tag is not closed.
    case open(line: Int)
    /// On this line something else is closed than was opened.
    case closing(String, line: Int)
    /// A section that is never closed.
    case section(String)
    /// Partials, inheritance and other delimiters.
    case unknownTag(Character, line: Int)
    case name(line: Int)
    case tooMuchText
}

extension TemplateMistake: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooLong: "longer than \(MessageTemplate.maximumBytes) bytes; shorten it"
        case .tooDeep: "more than \(MessageTemplate.maximumDepth) sections in one another"
        case .open(let line): "line \(line): a tag is not closed; add }}"
        case .closing(let name, let line):
            "line \(line): {{/\(name)}} closes no section that is open there"
        case .section(let name): "the section \(name) is not closed; add {{/\(name)}}"
        case .unknownTag(let sign, let line):
            "line \(line): tags that begin with \(sign) are not known; leave it out"
        case .name(let line): "line \(line): a tag has no proper name"
        case .tooMuchText:
            "the template makes more than \(MessageTemplate.maximumTextBytes) bytes of this message"
        }
    }
}
