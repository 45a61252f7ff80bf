internal import PetrelCloud
internal import PetrelLedger
public import PetrelPlugin
internal import PetrelStates

/// Commands that show where numbers come from and that they are right.
extension UsagePlugin {
    /// The last month, when nobody says which time is meant.
    private static let lately = ["startdate": "30d", "enddate": "0s"]

    public static let verbs = [
        PluginVerb(
            "report", "Shows what was used.", command: "listUsageRecords",
            positional: ["startdate", "enddate"],
            columns: ["startdate", "account", "description", "usage"], fallbacks: lately),
        PluginVerb(
            "export", "Prints all records of a time as one file.", downloading: "export",
            positional: ["from", "to", "format"], fallbacks: ["from": "30d", "to": "0s"]),
        PluginVerb(
            "explain", "Shows the intervals, events and price rows behind a resource's usage.",
            command: "explainUsage", positional: ["usageid", "startdate", "enddate"],
            columns: ["what", "meter", "at", "until", "sequence", "detail"], fallbacks: lately),
        PluginVerb(
            "recompute", "Folds usage anew from the ledger and compares.",
            command: "recomputeUsage",
            positional: ["startdate", "enddate"], fallbacks: lately, verdict: "same"),
        PluginVerb(
            "reconcile", "Compares what is metered with what is there.", command: "reconcileUsage",
            columns: ["kind", "id", "meter", "drift"]),
        PluginVerb(
            "types", "Shows the usage types.", command: "listUsageTypes",
            columns: ["id", "name", "description"]),
        PluginVerb(
            "invoice", "Prints an invoice; format=csv or format=html for other forms.",
            command: "getUsageInvoice", positional: ["number", "format"]),
        PluginVerb(
            "invoices", "Shows the periods that are closed.", command: "listUsageInvoices",
            columns: ["number", "accountid", "startdate", "enddate", "payable", "currency"]),
        PluginVerb(
            "close", "Closes a period of an account with an invoice.",
            command: "createUsageInvoice", positional: ["accountid", "startdate", "enddate"]),
        PluginVerb(
            "correct", "Takes back time that was metered, or adds time that was not.",
            command: "correctUsage", positional: ["usageid", "type", "startdate", "enddate"]),
        PluginVerb(
            "budget", "Says what an account means to spend in a month.",
            command: "setUsageBudget", positional: ["accountid", "amount"]),
        PluginVerb(
            "budgets", "Shows the budgets.", command: "listUsageBudgets",
            columns: ["accountid", "amount", "book"]),
        PluginVerb(
            "credit", "Notes what an account paid in advance.", command: "addUsageCredit",
            positional: ["accountid", "amount", "id"]),
        PluginVerb(
            "balance", "Shows what is left of an account's credit.", command: "getUsageBalance",
            positional: ["accountid"]),
        PluginVerb(
            "meters", "Shows the meters that were registered.", command: "listUsageMeters",
            columns: ["name", "kind", "unit", "description"]),
    ]

    var proofs: [APICommand] { [explain, recompute, reconcileCommand] }

    private var reconcileCommand: APICommand {
        APICommand(
            "reconcileUsage",
            "Compares what is metered with what is there, and raises an event for each drift.",
            roles: .admin, parameters: [.boolean("quiet", "Raises no events.")],
            response: .list(
                "drift",
                [
                    APIField("kind", .string, "The resource's kind."),
                    APIField("id", .string, "Its id."),
                    APIField("meter", .string, "The meter."),
                    APIField("drift", .string, "What does not agree."),
                ])
        ) { call in
            let drifts = try await reconcile(telling: call.boolean("quiet") != true)
            let answers = drifts.map { drift -> JSONValue in
                .object([
                    "kind": .string(drift.resource.kind), "id": .string(drift.resource.id),
                    "meter": .string(drift.meter), "drift": .string(drift.what),
                ])
            }
            return .list(answers, count: answers.count)
        }
    }
}
