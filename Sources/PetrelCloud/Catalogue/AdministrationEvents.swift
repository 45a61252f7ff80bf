/// Notes, tags, looks, prices and extensions.
extension EventType {
    public static var tagsCreate: EventType { "CREATE_TAGS" }
    public static var tagsDelete: EventType { "DELETE_TAGS" }
    public static var resourceDetailsCreate: EventType { "CREATE_RESOURCE_DETAILS" }
    public static var resourceDetailsDelete: EventType { "DELETE_RESOURCE_DETAILS" }
    public static var resourceIconUpload: EventType { "UPLOAD.RESOURCE.ICON" }
    public static var resourceIconDelete: EventType { "DELETE.RESOURCE.ICON" }
    public static var annotationCreate: EventType { "ANNOTATION.CREATE" }
    public static var annotationRemove: EventType { "ANNOTATION.REMOVE" }
    public static var guiThemeCreate: EventType { "GUI.THEME.CREATE" }
    public static var guiThemeUpdate: EventType { "GUI.THEME.UPDATE" }
    public static var guiThemeRemove: EventType { "GUI.THEME.REMOVE" }
    public static var quotaTariffCreate: EventType { "QUOTA.TARIFF.CREATE" }
    public static var quotaTariffUpdate: EventType { "QUOTA.TARIFF.UPDATE" }
    public static var quotaTariffDelete: EventType { "QUOTA.TARIFF.DELETE" }
    public static var usageRemoveUsageRecords: EventType { "USAGE.REMOVE.USAGE.RECORDS" }
    public static var alertGenerate: EventType { "ALERT.GENERATE" }
    public static var extensionCreate: EventType { "EXTENSION.CREATE" }
    public static var extensionUpdate: EventType { "EXTENSION.UPDATE" }
    public static var extensionDelete: EventType { "EXTENSION.DELETE" }
    public static var extensionResourceRegister: EventType { "EXTENSION.RESOURCE.REGISTER" }
    public static var extensionResourceUpdate: EventType { "EXTENSION.RESOURCE.UPDATE" }
    public static var extensionResourceUnregister: EventType { "EXTENSION.RESOURCE.UNREGISTER" }
    public static var extensionCustomActionAdd: EventType { "EXTENSION.CUSTOM.ACTION.ADD" }
    public static var extensionCustomActionUpdate: EventType { "EXTENSION.CUSTOM.ACTION.UPDATE" }
    public static var extensionCustomActionDelete: EventType { "EXTENSION.CUSTOM.ACTION.DELETE" }
    public static var customAction: EventType { "CUSTOM.ACTION" }
}

extension EventCatalogue {
    static let administration: [EventDefinition] = [
        .action(.tagsCreate, on: .resourceTag, "A resource gets tags."),
        .action(.tagsDelete, on: .resourceTag, "A resource loses tags."),
        .action(.resourceDetailsCreate, "A resource gets details."),
        .action(.resourceDetailsDelete, "A resource loses details."),
        .action(.resourceIconUpload, "A resource gets an icon."),
        .action(.resourceIconDelete, "A resource loses its icon."),
        .action(.annotationCreate, on: .annotation, "Somebody writes a note on a resource."),
        .action(.annotationRemove, on: .annotation, "A note on a resource is removed."),
        .action(.guiThemeCreate, on: .guiTheme, "A look for the console is made."),
        .action(.guiThemeUpdate, on: .guiTheme, "A look for the console is changed."),
        .action(.guiThemeRemove, on: .guiTheme, "A look for the console is removed."),
        .action(.quotaTariffCreate, on: .quotaTariff, "A price is set."),
        .action(.quotaTariffUpdate, on: .quotaTariff, "A price is changed."),
        .action(.quotaTariffDelete, on: .quotaTariff, "A price is deleted."),
        .action(.usageRemoveUsageRecords, on: .usageRecord, "Old usage records are erased."),
        .action(.alertGenerate, "Somebody raises an alert by hand."),
        .action(.extensionCreate, on: .cloudExtension, "An extension is added."),
        .action(.extensionUpdate, on: .cloudExtension, "An extension is changed."),
        .action(.extensionDelete, on: .cloudExtension, "An extension is deleted."),
        .action(
            .extensionResourceRegister, on: .cloudExtension, "A resource is put under an extension."
        ),
        .action(
            .extensionResourceUpdate, on: .cloudExtension,
            "What an extension knows of a resource is changed."),
        .action(
            .extensionResourceUnregister, on: .cloudExtension,
            "A resource is taken away from an extension."),
        .action(
            .extensionCustomActionAdd, on: .extensionCustomAction,
            "An extension offers one more action."),
        .action(
            .extensionCustomActionUpdate, on: .extensionCustomAction,
            "An action of an extension is changed."),
        .action(
            .extensionCustomActionDelete, on: .extensionCustomAction,
            "An extension no longer offers an action."),
        .action(.customAction, on: .cloudExtension, "An action of an extension runs."),
    ]
}
