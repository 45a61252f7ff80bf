internal import PetrelCloud

extension MessageTemplate {
    /// What values need so that they stay values.
    public enum Escape: Sendable, Hashable {
        case none
        /// For texts inside quotes in JSON.
        case json
        case html
        /// For Slack and those like it.
        case slack

        init(contentType: String) {
            let type = contentType.prefix { $0 != ";" }.lowercased()
            self =
                if type.hasSuffix("json") {
                    .json
                } else if type.hasSuffix("html")
                    || type.hasSuffix("xml")
                { .html } else { .none }
        }
    }
}

extension MessageTemplate.Escape {
    func escaped(_ text: String) -> String {
        switch self {
        case .none: return text
        case .json:
            var json = JSONWriter(capacity: text.utf8.count + 16)
            json.string(text)
            return String(decoding: json.bytes.dropFirst().dropLast(), as: UTF8.self)
        case .html:
            return text.reduce(into: "") { html, character in
                switch character {
                case "&": html += "&amp;"
                case "<": html += "&lt;"
                case ">": html += "&gt;"
                case "\"": html += "&quot;"
                case "'": html += "&#39;"
                default: html.append(character)
                }
            }
        case .slack:
            return text.reduce(into: "") { text, character in
                switch character {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                default: text.append(character)
                }
            }
        }
    }
}
