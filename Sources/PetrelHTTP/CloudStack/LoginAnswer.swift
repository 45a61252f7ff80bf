internal import PetrelCloud
internal import PetrelPlugin

/// What a client learns at login.
enum LoginAnswer {
    static let fields: [APIField] = [
        APIField("username", .string, "The user's name."),
        APIField("userid", .string, "The user's id."),
        APIField("domainid", .string, "The id of the user's domain."),
        APIField("timeout", .integer, "The seconds that a session lives without being used."),
        APIField("account", .string, "The name of the user's account."),
        APIField("firstname", .string, "The user's first name."),
        APIField("lastname", .string, "The user's last name."),
        APIField("type", .string, "The kind of account: 0 user, 1 administrator, 2 of a domain."),
        APIField("timezone", .string, "The user's time zone."),
        APIField("timezoneoffset", .string, "Its distance from UTC in hours."),
        APIField("registered", .string, "Whether the user registered here."),
        APIField("sessionkey", .string, "To be sent with each call as sessionkey."),
        APIField("is2faenabled", .string, "Whether a second factor is asked for."),
        APIField("is2faverified", .string, "Whether the second factor was given."),
    ]

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
