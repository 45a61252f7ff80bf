internal import HTTPTypes
internal import NIOCore
internal import PetrelCloud
internal import PetrelOrchestrator
internal import PetrelPlugin

/// Lets a request for a stream in, or not.
struct StreamAdmission: Sendable {
    let hub: StreamHub
    let handover: NIOLoopBound<StreamHandover>
    let context: NIOLoopBound<ChannelHandlerContext>

    /// Answers on the event loop.
    func ask(for request: V1Request) {
        guard hub.reserve() else {
            return open(.refused(V1Refusal.busy("too many streams are open").reply))
        }
        hub.errands.add { await open(hub.outcome(of: request)) }
    }

    private func open(_ outcome: StreamOutcome) {
        context.eventLoop.execute { handover.value.open(outcome, context.value) }
    }
}

extension StreamHub {
    /// A place was reserved for it.
    fileprivate func outcome(of request: V1Request) async -> StreamOutcome {
        do {
            return .accepted(try await start(request))
        } catch {
            left(nil)
            var reply = api.refusal(of: error, at: request.path).reply
            reply.allow(request.origin, of: settings.allowedOrigins)
            return .refused(reply)
        }
    }

    private func start(_ request: V1Request) async throws -> StreamStart {
        let query = try QueryParameters(query: request.query)
        let identity = try await api.access.identify(request, query)
        let parameters = try V1Parameters(
            query, known: EventFilter.parameters + ["after", "from"])
        let filter = try await api.filter(parameters, for: identity.caller)
        let place = try StreamPlace(parameters, lastEventID: request.lastEventID)
        let (after, gap) = try await place.resolved(in: api.cloud.ledger)
        let grant = try await grant(checked: identity)
        let interest = StreamInterest(filter: filter, scope: grant.scope)
        return StreamStart(
            interest: interest, grant: grant, after: after, gap: gap, head: head(request))
    }

    /// A right that ends meanwhile is noticed: by the hub once it knows of the right, by the second look before.
    private func grant(checked identity: V1Access.Identity) async throws -> StreamGrant {
        let grant = grant(identity)
        do {
            let caller = try await api.access.caller(by: identity.credential)
            guard caller.map({ EventScope($0) }) == grant.scope else {
                throw V1Refusal.unauthorized
            }
        } catch {
            release(grant)
            throw error
        }
        return grant
    }

    private func head(_ request: V1Request) -> HTTPResponse {
        var reply = V1Reply(
            status: 200,
            headers: [
                ("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"),
                // Else nginx would keep events back until it has a buffer full of them.
                ("X-Accel-Buffering", "no"),
            ])
        reply.allow(request.origin, of: settings.allowedOrigins)
        return HTTPResponse(reply)
    }
}

extension HTTPResponse {
    init(_ reply: V1Reply) {
        self.init(status: .init(code: reply.status))
        for (name, value) in reply.headers {
            guard let name = HTTPField.Name(name) else { continue }
            headerFields.append(HTTPField(name: name, value: value))
        }
    }
}
