import Foundation
import PetrelCloud
import PetrelPlugin
import Testing

/// Who may do what to whose, written down apart from the code: one line for every command.
///
/// `command, roles, what it lists or -, and each parameter that names something, with the kind it names`, between tabs.
/// The word `account` says that `account` and `domainid` name whose it is; `name:value` is a value to get on with. Roles are `everyone`, `domains` (all administrators), `operators` (of the cloud and of its resources) and `root`.
struct RightsTable {
    struct Row {
        var roles: APICommand.Roles
        /// The kind of what a list tells.
        var lists: String?
        var objects: [(parameter: String, kind: String)]
        /// Values of parameters without which nobody gets far enough.
        var defaults: [String: String]
        /// Whether `account` and `domainid` say whose it is.
        var isForAccounts: Bool
    }

    private(set) var rows: [String: Row] = [:]

    init() throws {
        let url = try #require(
            Bundle.module.url(forResource: "Fixtures/rights.tsv", withExtension: nil))
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            let words = line.split(separator: "\t").map(String.init)
            rows[words[0]] = Row(
                roles: try #require(Self.roles[words[1]]), lists: words[2] == "-" ? nil : words[2],
                objects: Self.pairs(words.dropFirst(3), "=").map { ($0, $1) },
                defaults: Dictionary(Self.pairs(words.dropFirst(3), ":")) { $1 },
                isForAccounts: words.contains("account"))
        }
    }

    private static let roles: [String: APICommand.Roles] = [
        "everyone": .everyone, "domains": [.admin, .resourceAdmin, .domainAdmin],
        "operators": [.admin, .resourceAdmin], "root": .admin,
    ]

    private static func pairs(
        _ words: ArraySlice<String>, _ mark: Character
    ) -> [(String, String)] {
        words.compactMap { word in
            let parts = word.split(separator: mark, maxSplits: 1).map(String.init)
            return parts.count == 2 && word.contains(mark) ? (parts[0], parts[1]) : nil
        }
    }
}

extension RightsTable {
    /// Kinds of which there is an estate's own, or one of all.
    static let kinds: Set<String> = owned.union(everybodys).union(operators)
        .union([Account.kind, User.kind, Domain.kind])

    private static let owned: Set<String> = [
        VirtualMachine.kind, Nic.kind, Volume.kind, Snapshot.kind, Template.kind, ISO.kind,
        Network.kind, PublicIPAddress.kind, AsyncJob.kind, "NicSecondaryIp",
    ]
    private static let everybodys: Set<String> = [
        Zone.kind, Role.kind, ServiceOffering.kind, DiskOffering.kind, NetworkOffering.kind,
    ]
    private static let operators: Set<String> = [
        Pod.kind, Cluster.kind, HostStatus.kind, StoragePool.kind,
    ]

    /// Whether somebody may see a thing of that kind that belongs to that owner.
    static func sees(_ caller: Caller, _ kind: String, of owner: Caller) -> Bool {
        if caller.role == .admin || everybodys.contains(kind) { return true }
        if operators.contains(kind) { return false }
        if caller.account == owner.account { return true }
        if kind == Domain.kind, caller.domain == owner.domain { return true }
        return caller.role != .user && owner.domainPath.hasPrefix(caller.domainPath)
    }

    /// What the table and the declarations do not have in common.
    func faults(of commands: [APICommand]) -> [String] {
        var faults = Set(rows.keys).subtracting(commands.map(\.name)).map { "there is no \($0)" }
        for command in commands {
            guard let row = rows[command.name] else {
                faults.append("\(command.name) is not in the table")
                continue
            }
            if row.roles != command.roles { faults.append("\(command.name) has other roles") }
            // What else lists can be asked for is asked of each.
            guard !command.name.hasPrefix("list") else { continue }
            let named = command.parameters.compactMap { parameter in
                parameter.refersTo.flatMap { kind in
                    Self.kinds.contains(kind) ? "\(parameter.name)=\(kind)" : nil
                }
            }
            let known = row.objects.map { "\($0.parameter)=\($0.kind)" }
            let more = Set(named).subtracting(known)
            if !more.isEmpty { faults.append("\(command.name) names \(more.sorted()) too") }
        }
        return faults.sorted()
    }
}
