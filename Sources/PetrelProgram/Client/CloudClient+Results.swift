internal import PetrelCloud

extension CloudClient {
    /// Calls a command and waits for its job, if it has one. A refusal says what would help.
    func result(of command: String, _ fields: [(String, String)]) async throws -> JSONValue {
        do {
            return try await session { session in
                let answer = try await session.call(command, fields)
                guard command != "queryAsyncJobResult", let job = answer["jobid"]?.string else {
                    return answer
                }
                let bar = ProgressBar("waiting for job \(job)")
                defer { bar.clear() }
                return try await session.finish(job: job) { bar.note($0) }.result
            }
        } catch let refusal as APIRefusal {
            throw try await CommandHelp(self).explained(refusal, of: command, fields)
        } catch let failure as JobFailure {
            throw CommandFailure(.failed, "\(command): \(failure)")
        }
    }
}
