internal import PetrelCloud
public import PetrelPlugin

/// What the server says about itself.
public enum DiscoveryCommands {
    /// `listApis` and `listCapabilities`, from what the registry knows when they are called, and what
    /// is to be known of `login` and `logout`.
    public static func all(
        of registry: CommandRegistry, version: String = CloudStackAPI.Settings().version
    ) -> [APICommand] {
        [listApis(registry), listCapabilities(version: version)]
            + SessionCommand.allCases.map(\.declaration)
    }

    private static func listApis(_ registry: CommandRegistry) -> APICommand {
        APICommand(
            "listApis", "Lists the commands that the caller may use.", since: "4.1.0",
            roles: .everyone,
            parameters: [.string("name", "Only the command of this name.")],
            response: .list("api", CommandDescription.fields)
        ) { [weak registry] call in
            let all = registry?.all ?? []
            let wanted = all.filter { command in
                !command.roles.isDisjoint(with: call.caller.role)
                    && (call.string("name").map { $0 == command.name } ?? true)
            }
            if let name = call.string("name"), wanted.isEmpty {
                throw APIError.invalid(
                    "there is no command \(name.prefix(100)): check its capitals")
            }
            let descriptions = CommandDescription.all(wanted, among: all, for: call.caller.role)
            return .list(descriptions, count: descriptions.count)
        }
    }

    private static func listCapabilities(version: String) -> APICommand {
        APICommand(
            "listCapabilities", "Lists what this server can do.", roles: .everyone,
            parameters: [.id("domainid", of: "Domain", "The domain to look from.")],
            response: .object("capability", Capabilities.fields)
        ) { call in
            .object(Capabilities.answer(version: version, role: call.caller.role))
        }
    }
}
