internal import PetrelCloud

/// How a job ended.
struct JobOutcome: Sendable {
    let id: String
    /// What a synchronous call would have answered.
    let result: JSONValue
}

extension CloudSession {
    /// Waits until the job ends; `progress` hears how long it has taken so far. Throws ``JobFailure``.
    mutating func finish(
        job: String, progress: (Duration) -> Void = { _ in }
    ) async throws -> JobOutcome {
        let start = ContinuousClock.now
        var pause: Duration = .milliseconds(20)
        while true {
            let record = try await call("queryAsyncJobResult", [("jobid", job)])
            switch record["jobstatus"]?.integer {
            case 0?: break
            case 1?: return JobOutcome(id: job, result: record["jobresult"] ?? .null)
            default:
                throw JobFailure(job: job, text: Self.reason(record["jobresult"]))
            }
            progress(ContinuousClock.now - start)
            try await Task.sleep(for: pause)
            // Short jobs are heard of soon, long ones cost little.
            pause = min(pause * 1.5, .seconds(1))
        }
    }

    private static func reason(_ result: JSONValue?) -> String {
        result?["errortext"]?.string ?? "the server gives no reason"
    }
}
