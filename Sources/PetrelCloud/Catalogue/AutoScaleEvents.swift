/// Groups of machines that grow and shrink by themselves.
extension EventType {
    public static var counterCreate: EventType { "COUNTER.CREATE" }
    public static var counterDelete: EventType { "COUNTER.DELETE" }
    public static var conditionCreate: EventType { "CONDITION.CREATE" }
    public static var conditionUpdate: EventType { "CONDITION.UPDATE" }
    public static var conditionDelete: EventType { "CONDITION.DELETE" }
    public static var autoScalePolicyCreate: EventType { "AUTOSCALEPOLICY.CREATE" }
    public static var autoScalePolicyUpdate: EventType { "AUTOSCALEPOLICY.UPDATE" }
    public static var autoScalePolicyDelete: EventType { "AUTOSCALEPOLICY.DELETE" }
    public static var autoScaleVMProfileCreate: EventType { "AUTOSCALEVMPROFILE.CREATE" }
    public static var autoScaleVMProfileUpdate: EventType { "AUTOSCALEVMPROFILE.UPDATE" }
    public static var autoScaleVMProfileDelete: EventType { "AUTOSCALEVMPROFILE.DELETE" }
    public static var autoScaleVMGroupCreate: EventType { "AUTOSCALEVMGROUP.CREATE" }
    public static var autoScaleVMGroupUpdate: EventType { "AUTOSCALEVMGROUP.UPDATE" }
    public static var autoScaleVMGroupEnable: EventType { "AUTOSCALEVMGROUP.ENABLE" }
    public static var autoScaleVMGroupDisable: EventType { "AUTOSCALEVMGROUP.DISABLE" }
    public static var autoScaleVMGroupDelete: EventType { "AUTOSCALEVMGROUP.DELETE" }
    public static var autoScaleVMGroupScaleUp: EventType { "AUTOSCALEVMGROUP.SCALEUP" }
    public static var autoScaleVMGroupScaleDown: EventType { "AUTOSCALEVMGROUP.SCALEDOWN" }
    public static var autoScaleVMGroupScheduleUpdate: EventType {
        "AUTOSCALEVMGROUP.SCHEDULE.UPDATE"
    }
}

extension EventCatalogue {
    static let autoScaling: [EventDefinition] = [
        .action(
            .counterCreate, on: .autoScaleCounter,
            "Something to be measured for scaling is described."),
        .action(
            .counterDelete, on: .autoScaleCounter,
            "Something that was measured for scaling is deleted."),
        .action(.conditionCreate, on: .autoScaleCondition, "A threshold for a counter is set."),
        .action(.conditionUpdate, on: .autoScaleCondition, "A threshold for a counter is changed."),
        .action(.conditionDelete, on: .autoScaleCondition, "A threshold for a counter is deleted."),
        .action(
            .autoScalePolicyCreate, on: .autoScalePolicy,
            "A rule that says when to grow or shrink is made."),
        .action(
            .autoScalePolicyUpdate, on: .autoScalePolicy,
            "A rule that says when to grow or shrink is changed."),
        .action(
            .autoScalePolicyDelete, on: .autoScalePolicy,
            "A rule that says when to grow or shrink is deleted."),
        .action(
            .autoScaleVMProfileCreate, on: .autoScaleVMProfile,
            "A pattern for the machines of a group is made."),
        .action(
            .autoScaleVMProfileUpdate, on: .autoScaleVMProfile,
            "A pattern for the machines of a group is changed."),
        .action(
            .autoScaleVMProfileDelete, on: .autoScaleVMProfile,
            "A pattern for the machines of a group is deleted."),
        .action(
            .autoScaleVMGroupCreate, on: .autoScaleVMGroup, "A group that scales by itself is made."
        ),
        .action(.autoScaleVMGroupUpdate, on: .autoScaleVMGroup, "A group's settings are changed."),
        .action(.autoScaleVMGroupEnable, on: .autoScaleVMGroup, "A group scales by itself again."),
        .action(.autoScaleVMGroupDisable, on: .autoScaleVMGroup, "A group keeps its size for now."),
        .action(.autoScaleVMGroupDelete, on: .autoScaleVMGroup, "A group is deleted."),
        .action(
            .autoScaleVMGroupScaleUp, on: .autoScaleVMGroup, "A group grows by one machine or more."
        ),
        .action(
            .autoScaleVMGroupScaleDown, on: .autoScaleVMGroup,
            "A group shrinks by one machine or more."),
        .action(
            .autoScaleVMGroupScheduleUpdate, on: .resourceSchedule,
            "A schedule changes a group's size."),
    ]
}
