internal import PetrelCloud
internal import PetrelPlugin

/// What a client learns at login.
enum LoginAnswer {
    static func members(
        _ caller: Caller, _ session: Session, timeout: Duration
    ) -> [AnswerMember] {
        [
            .init("username", .string(caller.username)),
            .init("userid", .string(caller.user)),
            .init("domainid", .string(caller.domain)),
            .init("timeout", .integer(timeout.components.seconds)),
            .init("account", .string(caller.accountName)),
            .init("firstname", .string(caller.firstName)),
            .init("lastname", .string(caller.lastName)),
            .init("type", .string(accountType(caller.role))),
            .init("timezone", "UTC"),
            .init("timezoneoffset", "0.0"),
            .init("registered", "false"),
            .init("sessionkey", .string(session.key)),
            .init("is2faenabled", "false"),
            .init("is2faverified", "true"),
        ]
    }

    /// The field's numbers for kinds of accounts.
    private static func accountType(_ role: APICommand.Roles) -> String {
        if role.contains(.admin) { return "1" }
        if role.contains(.domainAdmin) { return "2" }
        return role.contains(.resourceAdmin) ? "3" : "0"
    }
}
