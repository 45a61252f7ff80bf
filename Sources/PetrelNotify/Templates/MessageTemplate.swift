public import PetrelCloud

/// A text with tags that an event's values are put in for, as Mustache has them.
///
/// `{{name}}` is a value, escaped as the text's kind needs it; `{{{name}}}` and `{{&name}}` are the value as it is;
/// `{{#name}}…{{/name}}` is repeated for each element of a list, or once for anything but nothing, false and empty;
/// `{{^name}}…{{/name}}` is there otherwise; `{{! … }}` is nothing. Names may have dots. Whatever the template and the
/// values are, making a text takes bounded time and memory.
public struct MessageTemplate: Sendable {
    public static let maximumBytes = 64 << 10
    public static let maximumDepth = 16
    public static let maximumTextBytes = 256 << 10

    indirect enum Part: Sendable {
        case text(String)
        case value([String], isEscaped: Bool)
        case section([String], isInverted: Bool, [Part])
    }

    let parts: [Part]

    public init(_ source: String) throws(TemplateMistake) {
        guard source.utf8.count <= Self.maximumBytes else { throw .tooLong }
        var parser = TemplateParser(source)
        parts = try parser.parse()
    }

    /// The text for these values.
    public func text(
        _ values: JSONValue, _ escape: Escape = .none
    ) throws(TemplateMistake) -> String {
        var renderer = TemplateRenderer(escape, values)
        try renderer.render(parts)
        return renderer.text
    }
}
