internal import PetrelCloud
internal import PetrelPlugin

/// Operating systems that templates name.
struct SystemType: Sendable {
    let id: String
    let name: String
    let category: String

    init(_ number: Int, _ name: String, _ category: String) {
        id = "5e7c0de0-0000-4000-8000-" + String(repeating: "0", count: 9) + "\(100 + number)"
        self.name = name
        self.category = category
    }
}

enum SystemTypes {
    static let other = SystemType(0, "Other (64-bit)", "Other")
    static let all: [SystemType] = [
        other, SystemType(1, "Ubuntu 24.04 LTS", "Ubuntu"),
        SystemType(2, "Debian GNU/Linux 12 (64-bit)", "Debian"),
        SystemType(3, "Rocky Linux 9", "RHEL"),
        SystemType(4, "Windows Server 2022 (64-bit)", "Windows"),
        SystemType(5, "Other Linux (64-bit)", "Linux"),
        SystemType(6, "FreeBSD 14 (64-bit)", "FreeBSD"),
    ]

    static func named(_ id: String) -> SystemType? { all.first { $0.id == id.lowercased() } }
    static func called(_ name: String) -> SystemType { all.first { $0.name == name } ?? other }
}
