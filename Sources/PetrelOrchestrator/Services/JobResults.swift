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
                .id("jobid", of: AsyncJob.kind, "The job."),
                .string("resourceid", "The last job on this resource, instead."),
                .string("resourcetype", "That resource's kind."),
            ], response: .bare(Self.fields)
        ) { call in
            if let id = call.idIfGiven("jobid") {
                let job = try await cloud.find(AsyncJob.self, id, .owned, for: call.caller)
                return .object(object(job))
            }
            guard let resource = call.idIfGiven("resourceid") else {
                throw APIError.missing("jobid", in: call.command)
            }
            let last = try await cloud.first(AsyncJob.self) { query in
                query.parent = resource
                EventScope(call.caller).owned.narrow(&query)
            }
            guard let last else { throw APIError.notFound(AsyncJob.kind, "of \(resource)") }
            return .object(object(last))
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
            query.keyword = call.string("keyword")
            var listing = Listing(owned: query)
            guard let start = call.date("startdate") else {
                let page = try await listing.page(
                    skipping: call.offset, call.pageSize, in: cloud)
                return .list(page.map(object), count: try await listing.count(in: cloud))
            }
            listing.keeps = { $0.created >= start }
            let found = try await listing.all(in: cloud)
            let page = found.dropFirst(call.offset).prefix(call.pageSize)
            return .list(page.map(object), count: found.count)
        }
    }

    private func object(_ job: Resource) -> JSONValue {
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
        if let shown = cloud.shownResults.result(ofJob: job.id) { object["jobresult"] = shown }
        if object["jobresult"] != nil { object["jobresulttype"] = "object" }
        object["accountid"] = job.profile.owner.map { .string($0.account) }
        object.merge(cloud.names.members(job.profile.owner, job.profile.domainPath)) { $1 }
        object["domain"] = nil
        return .object(object)
    }
}
