internal import Crypto
internal import Foundation
internal import PetrelPlugin

/// A page for people, written from words alone: everything in it is text.
///
/// It has no script, loads nothing, sends its forms only back to where it came from, and does not tell other sites its
/// address.
struct HTMLPage: Sendable {
    private let content: PluginPage.Content

    init(_ content: PluginPage.Content) { self.content = content }

    var reply: V1Reply {
        V1Reply(
            status: content.status,
            headers: [
                ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"),
                ("Content-Security-Policy", Self.policy), ("Referrer-Policy", "no-referrer"),
                ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
                ("X-Robots-Tag", "noindex, nofollow"),
            ], body: Array(text.utf8))
    }

    private var text: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escaped(content.title))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        <h1>\(Self.escaped(content.title))</h1>
        \(content.paragraphs.map { "<p>\(Self.escaped($0))</p>\n" }.joined())\(facts)\(buttons)</main>
        </body>
        </html>

        """
    }

    private var facts: String {
        guard !content.facts.isEmpty else { return "" }
        let rows = content.facts.map { fact in
            "<dt>\(Self.escaped(fact.name))</dt><dd>\(Self.escaped(fact.value))</dd>\n"
        }
        return "<dl>\n\(rows.joined())</dl>\n"
    }

    private var buttons: String {
        content.buttons.enumerated().map { number, button in
            // Without an address of its own a form goes back to the page's.
            let action = button.choice.map { " action=\"?choice=\(Self.escaped($0))\"" } ?? ""
            let kind = number == 0 ? "" : " class=\"second\""
            return "<form method=\"post\"\(action)><button type=\"submit\"\(kind)>"
                + "\(Self.escaped(button.label))</button></form>\n"
        }.joined()
    }

    /// Text as HTML has it, also inside quotes. What steers a terminal or turns the direction of reading is left out.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { html, scalar in
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: html += " "
                default: html.unicodeScalars.append(scalar)
                }
            }
        }
    }

    /// The page's own style is named by its digest; nothing else is allowed.
    private static let policy: String = {
        let digest = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(digest)'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'"
    }()

    private static let style = """
        :root{color-scheme:light dark;--ground:#fff;--ink:#1b1f24;--faint:#57606a;--deed:#0b5cad;--on-deed:#fff}
        @media (prefers-color-scheme:dark){:root{--ground:#14171b;--ink:#e8eaed;--faint:#a3abb5;--deed:#8ec5ff;\
        --on-deed:#0b1320}}
        body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif}
        main{max-width:34rem;margin:0 auto;padding:3rem 1.25rem}
        h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}
        p{margin:0 0 1rem}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0 0 1.5rem}
        dt{color:var(--faint)}
        dd{margin:0;overflow-wrap:anywhere}
        form{margin:0 0 .75rem}
        button{font:inherit;padding:.6rem 1.1rem;border-radius:.4rem;border:2px solid var(--deed);\
        background:var(--deed);color:var(--on-deed);cursor:pointer}
        button.second{background:transparent;color:var(--deed)}
        button:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
        """
}
