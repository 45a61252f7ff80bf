internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// What became of jobs.
struct JobResults: Service {
    let cloud: Cloud

    private static let fields: [APIField] =
        .texts(
            "jobid", "accountid", "account", "domainid", "domainpath", "userid", "cmd",
            "jobresulttype", "jobinstancetype", "jobinstanceid", "managementserverid",
            "managementservername")
        + .integers("jobstatus", "jobprocstatus", "jobresultcode") + .dates("created", "completed")
        + [APIField("jobresult", .object, "What a synchronous call would have answered.")]

    var commands: [APICommand] { [query, list] }

    private var query: APICommand {
        APICommand(
            "queryAsyncJobResult", "Asks how far a job is.", roles: .everyone,
            parameters: [
                .id("jobid", of: AsyncJob.kind, required: true, "The job."),
                .string("resourceid", "Taken for compatibility."),
                .string("resourcetype", "Taken for compatibility."),
            ], response: .bare(Self.fields)
        ) { call in
            let job = try await cloud.find(
                AsyncJob.self, call.id("jobid"), .owned, for: call.caller)
            return .object(Self.object(job))
        }
    }

    private var list: APICommand {
        APICommand(
            "listAsyncJobs", "Lists jobs that are not finished.", roles: .everyone,
            parameters: [
                .date("startdate", "Not older."),
                .string("resourceid", "Only those on this resource."),
                .string("resourcetype", "Its kind."),
            ] + .ownership + .paging, response: .list("asyncjobs", Self.fields)
        ) { call in
            var query = ResourceQuery(kind: AsyncJob.kind)
            query.states = [AsyncJob.State.inProgress.rawValue]
            query.parent = call.idIfGiven("resourceid")
            try await cloud.scope(call).narrow(&query)
            let start = call.date("startdate")
            let found = try await cloud.everything(query).reversed().filter { job in
                start.map { job.created >= $0 } ?? true
            }
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map(Self.object), count: found.count)
        }
    }

    private static func object(_ job: Resource) -> JSONValue {
        let states: [String: Int64] = [
            "IN_PROGRESS": 0, "SUCCEEDED": 1, "FAILED": 2, "CANCELLED": 3,
        ]
        var object: [String: JSONValue] = [
            "jobid": .string(job.id), "jobstatus": .integer(states[job.state] ?? 2),
            "jobprocstatus": 0, "jobresultcode": job.profile.attributes["jobresultcode"] ?? 0,
            "created": .date(job.created),
        ]
        for name in ["cmd", "userid", "jobinstancetype", "jobinstanceid", "completed", "jobresult"]
        {
            object[name] = job.profile.attributes[name]
        }
        if object["jobresult"] != nil { object["jobresulttype"] = "object" }
        object["accountid"] = job.profile.owner.map { .string($0.account) }
        object["account"] = job.profile.owner?.accountName.map(JSONValue.string)
        object["domainid"] = job.profile.owner?.domain.map(JSONValue.string)
        object["domainpath"] = job.profile.domainPath.map { .string(DomainPath.shown($0)) }
        return .object(object)
    }
}
