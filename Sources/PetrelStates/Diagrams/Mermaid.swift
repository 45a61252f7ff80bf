/// How Mermaid wants text to be written.
enum Mermaid {
    static func list(_ labels: [Picture.Label]) -> String {
        labels.map { escaped($0.text) }.joined(separator: "<br/>")
    }

    /// Letters, digits and a few harmless signs stay; everything else becomes a numbered entity.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            return isPlain || " _-.,◇".unicodeScalars.contains(scalar)
                ? String(scalar) : "#\(scalar.value);"
        }.joined()
    }
}
