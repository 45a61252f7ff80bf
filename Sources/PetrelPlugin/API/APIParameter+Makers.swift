/// The kinds of parameters as words.
extension APIParameter {
    public static func string(
        _ name: String, required: Bool = false, maximumLength: Int = 255,
        roles: APICommand.Roles = .everyone, _ summary: String
    ) -> Self {
        Self(
            name, .string, required: required, maximumLength: maximumLength, roles: roles, summary)
    }

    /// A text that never shows in events, jobs or logs.
    public static func secret(
        _ name: String, required: Bool = false, maximumLength: Int = 255, _ summary: String
    ) -> Self {
        Self(name, .string, required: required, secret: true, maximumLength: maximumLength, summary)
    }

    /// The id of a resource of the kind `target`.
    public static func id(
        _ name: String, of target: String, required: Bool = false,
        roles: APICommand.Roles = .everyone, _ summary: String
    ) -> Self {
        Self(name, .uuid, required: required, refersTo: target, roles: roles, summary)
    }

    /// Ids between commas.
    public static func ids(
        _ name: String, of target: String, required: Bool = false,
        roles: APICommand.Roles = .everyone, _ summary: String
    ) -> Self {
        Self(
            name, .list, required: required, refersTo: target, maximumLength: 40_000, roles: roles,
            summary)
    }

    /// Texts between commas.
    public static func list(
        _ name: String, required: Bool = false, maximumLength: Int = 40_000,
        roles: APICommand.Roles = .everyone, _ summary: String
    ) -> Self {
        Self(name, .list, required: required, maximumLength: maximumLength, roles: roles, summary)
    }

    /// A whole number of 32 bits.
    public static func integer(
        _ name: String, required: Bool = false, roles: APICommand.Roles = .everyone,
        _ summary: String
    ) -> Self {
        Self(name, .integer, required: required, roles: roles, summary)
    }

    /// A whole number of 64 bits.
    public static func long(
        _ name: String, required: Bool = false, roles: APICommand.Roles = .everyone,
        _ summary: String
    ) -> Self {
        Self(name, .long, required: required, roles: roles, summary)
    }

    public static func boolean(
        _ name: String, required: Bool = false, roles: APICommand.Roles = .everyone,
        _ summary: String
    ) -> Self {
        Self(name, .boolean, required: required, roles: roles, summary)
    }

    public static func date(
        _ name: String, required: Bool = false, roles: APICommand.Roles = .everyone,
        _ summary: String
    ) -> Self {
        Self(name, .date, required: required, roles: roles, summary)
    }

    /// Entries as `name[0].key=…&name[0].value=…`.
    public static func map(
        _ name: String, required: Bool = false, roles: APICommand.Roles = .everyone,
        _ summary: String
    ) -> Self {
        Self(
            name, .map, required: required, maximumLength: 40_000, roles: roles, summary)
    }
}
