internal import Foundation
internal import NIOHTTP1
internal import PetrelCloud

/// Calls one after the other over one connection.
struct CloudSession {
    var exchange: HTTPExchange
    var signer: RequestSigner

    /// The answer without its envelope. Throws ``APIRefusal`` when the server says no.
    mutating func call(
        _ command: String, _ parameters: [(String, String)] = []
    ) async throws -> JSONValue {
        let form = signer.form(command, parameters)
        let reply = try await exchange.ask(
            HTTPQuestion(
                method: .POST, target: "/client/api",
                headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(form.utf8)))
        let envelope = try Self.json(reply)
        guard let answer = envelope.object?.first?.value else {
            throw CommandFailure(.failed, "the server's answer has no envelope")
        }
        guard reply.status == 200, answer["errorcode"] == nil else {
            throw Self.refusal(reply.status, answer)
        }
        return answer
    }

    /// A question to the `/v1` paths.
    mutating func get(_ target: String) async throws -> JSONValue {
        let reply = try await exchange.ask(question(target))
        let json = try Self.json(reply)
        guard reply.status == 200 else { throw Self.refusal(reply.status, json) }
        return json
    }

    /// The request for a `/v1` path, with the caller's keys.
    func question(_ target: String, accepting type: String = "application/json") -> HTTPQuestion {
        let keys = Data("\(signer.apiKey):\(signer.secretKey)".utf8).base64EncodedString()
        return HTTPQuestion(
            target: target, headers: [("Authorization", "Basic \(keys)"), ("Accept", type)])
    }

    private static func json(_ reply: HTTPReply) throws -> JSONValue {
        do {
            return try JSONReader(maximumBytes: 1 << 27, maximumDepth: 128).read(reply.body)
        } catch {
            guard reply.status == 200 else { throw refusal(reply.status, .null) }
            throw CommandFailure(.failed, "the server's answer cannot be read: \(error)")
        }
    }

    static func refusal(_ status: Int, _ answer: JSONValue) -> APIRefusal {
        let text =
            answer["errortext"]?.string ?? answer["error"]?.string ?? answer["detail"]?.string
            ?? HTTPResponseStatus(statusCode: status).reasonPhrase
        return APIRefusal(status: status, code: answer["cserrorcode"]?.integer, text: text)
    }
}
