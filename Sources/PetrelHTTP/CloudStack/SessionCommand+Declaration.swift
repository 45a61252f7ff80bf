internal import PetrelCloud
internal import PetrelPlugin

extension SessionCommand {
    /// What `listApis` and OpenAPI tell of it. It is answered before anybody is known, so it never
    /// runs like other commands.
    var declaration: APICommand {
        switch self {
        case .login:
            APICommand(
                rawValue, "Begins a session; by POST only.", roles: .everyone,
                parameters: [
                    .string("username", required: true, "The user's name."),
                    .secret("password", required: true, maximumLength: 1_024, "Its password."),
                    .string("domain", "The path of the user's domain; / if not given."),
                    .id("domainId", of: "Domain", "The user's domain; counts before its path."),
                ],
                response: .bare(LoginAnswer.fields), run: Self.refuse)
        case .logout:
            APICommand(
                rawValue, "Ends a session.", roles: .everyone,
                response: .bare([APIField("description", .string, "Always success.")]),
                run: Self.refuse)
        }
    }

    private static func refuse(_ call: APICall) throws -> APIAnswer {
        throw APIError.unsupported("\(call.command) is for those who have no session yet")
    }
}
