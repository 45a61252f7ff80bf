internal import PetrelCloud
internal import PetrelStates

/// A kind of resource as people type it: `VirtualMachine`, `volumes`, `vm`.
enum KindName {
    /// All there are, as the catalogue spells them.
    static var all: [String] { ResourceCatalogue.all.map { $0.kind } }

    private static let short = [
        "vm": "virtualmachine", "ip": "ipaddress", "template": "virtualmachinetemplate",
        "zone": "datacenter",
    ]

    static func kind(_ text: String) throws(CommandFailure) -> String {
        let kinds = all
        let word = text.lowercased()
        let spellings = [word, singular(word), short[word], short[singular(word)]].compactMap { $0 }
        for spelling in spellings {
            if let kind = kinds.first(where: { $0.lowercased() == spelling }) { return kind }
        }
        let meant =
            NearestName.of(word, among: kinds).map { "did you mean \($0)?" }
            ?? "petrel states names them all"
        throw CommandFailure(.usage, "there is no kind of resource \(text); \(meant)")
    }

    private static func singular(_ word: String) -> String {
        if word.hasSuffix("policies") { return String(word.dropLast(3)) + "y" }
        if word.hasSuffix("addresses") { return String(word.dropLast(2)) }
        return word.hasSuffix("s") ? String(word.dropLast()) : word
    }
}
