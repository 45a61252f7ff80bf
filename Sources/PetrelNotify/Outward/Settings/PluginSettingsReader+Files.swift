internal import Foundation
internal import PetrelPlugin

extension PluginSettingsReader {
    /// What a file holds that the setting names; `nil` where it names none.
    mutating func file(_ name: String) -> String? {
        guard let path = optionalString(name) else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            note(name, path, "a file of text that the server may read")
            return nil
        }
        return text
    }

    /// A secret that stands in the section, or in a file named by the setting with `file` behind its name.
    mutating func secret(_ name: String) -> String? {
        let own = optionalString(name)
        let kept = file("\(name)file").map { text in
            String(text.prefix { !$0.isNewline })
        }
        return own ?? kept
    }
}
