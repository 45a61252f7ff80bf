internal import PetrelPlugin

extension APICommand {
    /// The same command with parameters that change nothing.
    func accepting(_ more: [APIParameter]) -> APICommand {
        guard !more.isEmpty else { return self }
        return APICommand(
            name, summary, since: since, mode, roles: roles, parameters: parameters + more,
            response: response, run: run)
    }

    /// The names of what must not be shown, as calls have them.
    var secretParameters: Set<String> {
        Set(parameters.filter(\.isSecret).map { $0.name.lowercased() })
    }
}
