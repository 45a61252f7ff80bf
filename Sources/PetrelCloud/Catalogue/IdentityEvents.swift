/// Who may use the cloud: domains, accounts, users, projects, roles and keys.
extension EventType {
    public static var roleCreate: EventType { "ROLE.CREATE" }
    public static var roleUpdate: EventType { "ROLE.UPDATE" }
    public static var roleDelete: EventType { "ROLE.DELETE" }
    public static var roleImport: EventType { "ROLE.IMPORT" }
    public static var roleEnable: EventType { "ROLE.ENABLE" }
    public static var roleDisable: EventType { "ROLE.DISABLE" }
    public static var rolePermissionCreate: EventType { "ROLE.PERMISSION.CREATE" }
    public static var rolePermissionUpdate: EventType { "ROLE.PERMISSION.UPDATE" }
    public static var rolePermissionDelete: EventType { "ROLE.PERMISSION.DELETE" }
    public static var projectRoleCreate: EventType { "PROJECT.ROLE.CREATE" }
    public static var projectRoleUpdate: EventType { "PROJECT.ROLE.UPDATE" }
    public static var projectRoleDelete: EventType { "PROJECT.ROLE.DELETE" }
    public static var projectRolePermissionCreate: EventType { "PROJECT.ROLE.PERMISSION.CREATE" }
    public static var projectRolePermissionUpdate: EventType { "PROJECT.ROLE.PERMISSION.UPDATE" }
    public static var projectRolePermissionDelete: EventType { "PROJECT.ROLE.PERMISSION.DELETE" }
    public static var projectCreate: EventType { "PROJECT.CREATE" }
    public static var projectUpdate: EventType { "PROJECT.UPDATE" }
    public static var projectDelete: EventType { "PROJECT.DELETE" }
    public static var projectActivate: EventType { "PROJECT.ACTIVATE" }
    public static var projectSuspend: EventType { "PROJECT.SUSPEND" }
    public static var projectAccountAdd: EventType { "PROJECT.ACCOUNT.ADD" }
    public static var projectAccountRemove: EventType { "PROJECT.ACCOUNT.REMOVE" }
    public static var projectUserAdd: EventType { "PROJECT.USER.ADD" }
    public static var projectUserRemove: EventType { "PROJECT.USER.REMOVE" }
    public static var projectInvitationUpdate: EventType { "PROJECT.INVITATION.UPDATE" }
    public static var projectInvitationRemove: EventType { "PROJECT.INVITATION.REMOVE" }
    public static var accountCreate: EventType { "ACCOUNT.CREATE" }
    public static var accountUpdate: EventType { "ACCOUNT.UPDATE" }
    public static var accountEnable: EventType { "ACCOUNT.ENABLE" }
    public static var accountDisable: EventType { "ACCOUNT.DISABLE" }
    public static var accountDelete: EventType { "ACCOUNT.DELETE" }
    public static var accountMarkDefaultZone: EventType { "ACCOUNT.MARK.DEFAULT.ZONE" }
    public static var userLogin: EventType { "USER.LOGIN" }
    public static var userLogout: EventType { "USER.LOGOUT" }
    public static var userCreate: EventType { "USER.CREATE" }
    public static var userUpdate: EventType { "USER.UPDATE" }
    public static var userEnable: EventType { "USER.ENABLE" }
    public static var userDisable: EventType { "USER.DISABLE" }
    public static var userLock: EventType { "USER.LOCK" }
    public static var userMove: EventType { "USER.MOVE" }
    public static var userDelete: EventType { "USER.DELETE" }
    public static var registerForSecretAPIKey: EventType { "REGISTER.USER.KEY" }
    public static var deleteSecretAPIKey: EventType { "DELETE.USER.KEY" }
    public static var apiKeyAccessUpdate: EventType { "API.KEY.ACCESS.UPDATE" }
    public static var registerSSHKeyPair: EventType { "REGISTER.SSH.KEYPAIR" }
    public static var registerUserData: EventType { "REGISTER.USER.DATA" }
    public static var registerCNIConfig: EventType { "REGISTER.CNI.CONFIG" }
    public static var deleteCNIConfig: EventType { "DELETE.CNI.CONFIG" }
    public static var domainCreate: EventType { "DOMAIN.CREATE" }
    public static var domainUpdate: EventType { "DOMAIN.UPDATE" }
    public static var domainMove: EventType { "DOMAIN.MOVE" }
    public static var domainDelete: EventType { "DOMAIN.DELETE" }
    public static var resourceLimitUpdate: EventType { "RESOURCE.LIMIT.UPDATE" }
}

extension EventCatalogue {
    static let identity: [EventDefinition] = [
        .action(.roleCreate, on: .role, "A role is made."),
        .action(.roleUpdate, on: .role, "A role is changed."),
        .action(.roleDelete, on: .role, "A role is deleted."),
        .action(.roleImport, on: .role, "A role is read in with its permissions."),
        .action(.roleEnable, on: .role, "A role can be used again."),
        .action(.roleDisable, on: .role, "A role can no longer be used."),
        .action(.rolePermissionCreate, on: .rolePermission, "A role gets a permission."),
        .action(
            .rolePermissionUpdate, on: .rolePermission,
            "A role's permission is changed or moved in their order."),
        .action(.rolePermissionDelete, on: .rolePermission, "A role loses a permission."),
        .action(.projectRoleCreate, on: .project, "A role within a project is made."),
        .action(.projectRoleUpdate, on: .project, "A role within a project is changed."),
        .action(.projectRoleDelete, on: .project, "A role within a project is deleted."),
        .action(.projectRolePermissionCreate, on: .project, "A project's role gets a permission."),
        .action(
            .projectRolePermissionUpdate, on: .project,
            "A permission of a project's role is changed."),
        .action(.projectRolePermissionDelete, on: .project, "A project's role loses a permission."),
        .action(.projectCreate, on: .project, "A project is made."),
        .action(.projectUpdate, on: .project, "A project's settings or owners are changed."),
        .action(.projectDelete, on: .project, "A project is deleted with what it owns."),
        .action(.projectActivate, on: .project, "A suspended project goes on."),
        .action(
            .projectSuspend, on: .project, "A project is suspended and its machines are stopped."),
        .action(.projectAccountAdd, on: .project, "An account joins a project."),
        .action(.projectAccountRemove, on: .project, "An account leaves a project."),
        .action(.projectUserAdd, on: .project, "A user joins a project."),
        .action(.projectUserRemove, on: .project, "A user leaves a project."),
        .action(
            .projectInvitationUpdate, on: .projectInvitation,
            "An invitation to a project is accepted or declined."),
        .action(
            .projectInvitationRemove, on: .projectInvitation,
            "An invitation to a project is withdrawn."),
        .action(.accountCreate, on: .account, "An account is made."),
        .action(.accountUpdate, on: .account, "An account's settings are changed."),
        .action(.accountEnable, on: .account, "An account can be used again."),
        .action(.accountDisable, on: .account, "An account is locked or disabled."),
        .action(.accountDelete, on: .account, "An account is deleted with what it owns."),
        .action(.accountMarkDefaultZone, on: .account, "An account gets a zone to begin in."),
        .action(.userLogin, on: .user, "A user logs in."),
        .action(.userLogout, on: .user, "A user logs out."),
        .action(.userCreate, on: .user, "A user is made."),
        .action(.userUpdate, on: .user, "A user's settings, password or keys are changed."),
        .action(.userEnable, on: .user, "A user can log in again."),
        .action(.userDisable, on: .user, "A user can no longer log in."),
        .action(
            .userLock, on: .user,
            "A user is locked out, by an administrator or after wrong passwords."),
        .action(.userMove, on: .user, "A user moves to another account."),
        .action(.userDelete, on: .user, "A user is deleted."),
        .action(.registerForSecretAPIKey, on: .user, "A user gets a new pair of API keys."),
        .action(.deleteSecretAPIKey, on: .user, "A user's pair of API keys is deleted."),
        .action(.apiKeyAccessUpdate, on: .user, "Whether API keys may be used is changed."),
        .action(.registerSSHKeyPair, on: .sshKeyPair, "An SSH key is registered."),
        .action(.registerUserData, on: .userData, "User data for machines is registered."),
        .action(
            .registerCNIConfig, on: .userData, "A container network's configuration is registered."),
        .action(.deleteCNIConfig, on: .userData, "A container network's configuration is deleted."),
        .action(.domainCreate, on: .domain, "A domain is made."),
        .action(.domainUpdate, on: .domain, "A domain's settings are changed."),
        .action(.domainMove, on: .domain, "A domain moves below another one."),
        .action(.domainDelete, on: .domain, "A domain is deleted."),
        .action(
            .resourceLimitUpdate, on: .account,
            "How much an account or a domain may have is changed."),
    ]
}
