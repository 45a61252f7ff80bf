internal import PetrelCloud
public import PetrelPlugin
internal import PetrelStates

extension UsagePlugin {
    public var commands: [APICommand] {
        [listRecords, generateRecords, listTypes] + proofs + tariffs + meterCommands
    }

    private var listRecords: APICommand {
        APICommand(
            "listUsageRecords", "Lists what was used, in records of at most a day.",
            roles: [.admin, .resourceAdmin, .domainAdmin],
            parameters: [
                .date("startdate", required: true, "Where the period begins."),
                .date("enddate", required: true, "Where the period ends; a date alone is its end."),
                .string("account", "Only this account, by name; needs domainid."),
                .id("domainid", of: "Domain", "Only this domain."),
                .id("accountid", of: "Account", "Only this account."),
                .id("projectid", of: "Project", "Only this project; -1 for all projects."),
                .long("type", "Only this usage type, by number."),
                .string("usageid", "Only this resource; needs type."),
                .boolean("includetags", "Adds the tags of the resources."),
                .boolean("oldformat", "Writes ids instead of names in descriptions."),
                .boolean("isrecursive", "With domainid: its subdomains too."),
            ] + .paging,
            response: .list("usagerecord", RecordAnswer.fields)
        ) { call in try await answerRecords(call) }
    }

    private func answerRecords(_ call: APICall) async throws -> APIAnswer {
        guard let from = call.date("startdate"), let last = call.date("enddate", endOfDay: true)
        else { throw APIError.invalid("startdate and enddate are dates such as 2026-11-22") }
        let to = last.advanced(by: .seconds(1))
        guard from < to else { throw APIError.invalid("the period ends before it begins") }
        let question = RecordQuestion(
            user: call.caller.user, from: from, to: to, filter: try await filter(call),
            keyword: call.string("keyword")?.lowercased())
        let (page, count) = try await page(call, of: question)
        var answer = RecordAnswer(
            context.store, usesIDs: call.boolean("oldformat") == true,
            includesTags: call.boolean("includetags") == true)
        var answers: [JSONValue] = []
        for record in page { answers.append(try await answer.answer(record)) }
        return .list(answers, count: count)
    }

    private func filter(_ call: APICall) async throws -> UsageFilter {
        var filter = UsageFilter()
        if let number = call.integer("type") {
            guard let type = UsageType(id: number) else {
                throw APIError.invalid("there is no usage type \(number): see listUsageTypes")
            }
            filter.meter = type.name
        }
        if let id = call.string("usageid") {
            guard filter.meter != nil else { throw APIError.invalid("usageid needs type") }
            filter.resource = id.lowercased()
        }
        if let project = call.idIfGiven("projectid") {
            guard call.string("accountid") == nil else {
                throw APIError.invalid("give either projectid or accountid")
            }
            filter.project = project == "-1" ? "*" : project
        }
        try await scope(
            &filter, account: call.idIfGiven("accountid"), accountName: call.string("account"),
            domain: call.idIfGiven("domainid"), isRecursive: call.boolean("isrecursive") == true,
            for: call.caller)
        return filter
    }

    private var generateRecords: APICommand {
        APICommand(
            "generateUsageRecords",
            "Brings records up to date. They always are: this answers once every event that was there is metered.",
            roles: .admin,
            parameters: [
                .id("domainid", of: "Domain", "Taken for compatibility."),
                .date("enddate", "Taken for compatibility."),
                .date("startdate", "Taken for compatibility."),
            ], response: .success
        ) { _ in
            let last = try await context.store.lastSequence
            try await progress.reached(last, stands: cursor())
            return .success
        }
    }

    private var listTypes: APICommand {
        APICommand(
            "listUsageTypes", "Lists the usage types.", roles: .admin,
            response: .list(
                "usagetype",
                [
                    APIField("id", .integer, "The number that records carry."),
                    APIField("name", .string, "Its name."),
                    APIField("description", .string, "What it counts."),
                ])
        ) { _ in
            let types = UsageType.all.map { type -> JSONValue in
                [
                    "id": .integer(Int64(type.id)), "name": .string(type.name),
                    "description": .string(type.meaning),
                ]
            }
            return .list(types, count: types.count)
        }
    }
}
