internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin
internal import PetrelStates

/// Jobs are resources like all others: made, moved once, and kept as their own record.
///
/// The events of one job follow from each other: submit → scheduled → started → state changes, and
/// started → completed. They are told in that order, and an action that was scheduled is completed
/// exactly once, after a crash by the next start of the server.
extension Cloud {
    /// Accepts the job. What it makes is made in the same commit, so the answer's id is good at once.
    func submit(
        _ order: JobOrder, making changes: (Errand) throws -> [Change] = { _ in [] },
        _ body: @escaping @Sendable (Errand) async throws -> JobResult
    ) async throws -> APIAnswer {
        var order = order
        order.hide(secretParameters(of: order.command))
        var errand = Errand(order.call.caller)
        errand.job = order.id
        let (submitted, created, scheduled) = (EventID.next(), EventID.next(), EventID.next())
        let made = try changes(errand.following(scheduled))
        errand = errand.beginning(with: made.isEmpty ? scheduled : created)
        let job = Change.creation(
            of: AsyncJob.self, id: order.id, in: .inProgress,
            order.profile(scheduled, first: errand.first), for: errand)
        var events = [order.event(.submit, .scheduled, for: errand, id: submitted)]
        let following = errand.following(submitted)
        if !made.isEmpty {
            events.append(order.action.event(.created, for: following, id: created))
        }
        events.append(order.action.event(.scheduled, for: following, id: scheduled))
        let resources = try await write([job] + made, telling: events)
        let accepted = jobs.add(lane: order.lane) { [order, errand] in
            await self.work(order, resources[0], errand.following(scheduled), body)
        }
        if !accepted {
            let refusal = APIError.unavailable("too many jobs are waiting: try again later")
            await finish(order, resources[0], .failure(refusal), errand.following(scheduled))
            throw refusal
        }
        return .job(order.id, id: made.isEmpty ? nil : order.action.resource?.id)
    }

    private func work(
        _ order: JobOrder, _ job: Resource, _ scheduled: Errand,
        _ body: @Sendable (Errand) async throws -> JobResult
    ) async {
        let started = EventID.next()
        let errand = scheduled.following(started)
        do {
            let job = try await revise(
                job, for: scheduled,
                telling: [
                    order.action.event(.started, for: scheduled, id: started),
                    order.event(.update, .started, for: scheduled),
                ]
            ) { $0.attributes["started"] = .string(started.description) }
            let result: Result<JobResult, any Error>
            do {
                result = .success(try await body(errand))
            } catch {
                result = .failure(error)
            }
            await finish(order, job, result, errand)
        } catch {
            await finish(order, job, .failure(error), scheduled)
        }
    }

    /// The end of the job and of its action, in one commit. When even that cannot be written, the
    /// next start of the server writes it.
    private func finish(
        _ order: JobOrder, _ job: Resource, _ result: Result<JobResult, any Error>, _ errand: Errand
    ) async {
        let ending = JobEnding(result)
        let events = [
            order.action.event(ending.outcome, for: errand, reason: ending.reason),
            order.event(
                .complete, ending.outcome, for: errand, resultCode: ending.code,
                result: ending.value),
        ]
        // Before the end is told, since whoever hears of it asks at once.
        if case .success(let result) = result, let shown = result.shown {
            shownResults.keep(shown, ofJob: job.id)
        }
        _ = try? await move(
            job, AsyncJob.self, ending.trigger, for: errand, telling: events, edit: ending.note)
    }
}

/// How a job ended, in the words of its record.
struct JobEnding: Sendable {
    let value: JSONValue
    let code: Int64
    let outcome: CloudEvent.Outcome
    let trigger: AsyncJob.Trigger
    let reason: String?

    init(_ result: Result<JobResult, any Error>) {
        switch result {
        case .success(let result):
            self.init(value: result.value, code: 0, .succeeded, .completedOk, nil)
        case .failure(let error):
            self.init(APIFailure(error).error, .completedWithError)
        }
    }

    init(_ error: APIError, _ trigger: AsyncJob.Trigger) {
        let value: JSONValue = [
            "errorcode": .integer(Int64(error.code)), "errortext": .string(error.text),
        ]
        self.init(value: value, code: Int64(error.code), .failed, trigger, error.text)
    }

    private init(
        value: JSONValue, code: Int64, _ outcome: CloudEvent.Outcome,
        _ trigger: AsyncJob.Trigger, _ reason: String?
    ) {
        self.value = value
        self.code = code
        self.outcome = outcome
        self.trigger = trigger
        self.reason = reason
    }

    /// Writes it into the job's record.
    @Sendable func note(in profile: inout Resource.Profile) {
        profile.attributes["jobresult"] = value
        profile.attributes["jobresultcode"] = .integer(code)
        profile.attributes["completed"] = .date(.now)
    }
}

extension JobOrder {
    func profile(_ scheduled: EventID, first: EventID?) -> Resource.Profile {
        var attributes: [String: JSONValue] = [
            "cmd": .string(command), "eventtype": .string(action.type.name),
            "userid": .string(call.caller.user), "username": .string(call.caller.username),
            "scheduled": .string(scheduled.description),
        ]
        attributes["first"] = first.map { .string($0.description) }
        attributes["jobinstancetype"] = action.resource.map { .string($0.kind) }
        attributes["jobinstanceid"] = action.resource.map { .string($0.id) }
        return Resource.Profile(
            name: command, owner: owner, domainPath: call.caller.domainPath, zone: action.zone,
            parent: action.resource?.id, attributes: attributes)
    }
}
