import Foundation
import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin

@testable import PetrelHTTP

/// Asks `/v1` without a socket.
struct V1Client {
    let tenants: Tenants
    let api: V1API
    let sessions = MemorySessions()

    init(
        _ tenants: Tenants, plugins: PluginHost? = nil,
        now: @escaping @Sendable () -> Timestamp = { .now }
    ) {
        self.tenants = tenants
        let cloud = tenants.world.cloud
        api = V1API(
            cloud: cloud,
            access: V1Access(
                authenticator: CloudAuthenticator(cloud), sessions: sessions, now: now),
            plugins: plugins)
    }

    func get(_ target: String, as tenant: Tenants.Tenant? = nil) async -> V1Reply {
        await ask(V1Request(target: target), as: tenant)
    }

    func ask(_ request: V1Request, as tenant: Tenants.Tenant? = nil) async -> V1Reply {
        var request = request
        if let tenant {
            let bytes = Array("\(tenant.apiKey):\(tenant.secretKey)".utf8)
            request.authorization = "Basic \(ClientSignature.base64(bytes))"
        }
        return await api.answer(request)
    }

    func json(_ target: String, as tenant: Tenants.Tenant) async -> JSONValue {
        await get(target, as: tenant).json
    }

    /// All pages from this one on.
    func events(_ target: String, as tenant: Tenants.Tenant) async -> [JSONValue] {
        var events: [JSONValue] = []
        var next: String? = target
        while let page = next {
            let json = await json(page, as: tenant)
            events += json["events"]?.array ?? []
            next = json["next"]?.string
        }
        return events
    }

    /// A machine made by somebody, through the API's command and its job.
    func machine(of tenant: Tenants.Tenant) async throws -> String {
        func first(_ list: String, _ parameters: [String: String] = [:]) async throws -> String {
            guard
                case .list(let items, _) = try await tenants.call(
                    list, parameters, as: tenant.caller)
            else { return "" }
            return items.first?["id"]?.string ?? ""
        }
        let before = try await tenants.ledger.lastSequence
        let parameters = [
            "zoneid": try await first("listZones"),
            "templateid": try await first("listTemplates", ["templatefilter": "featured"]),
            "serviceofferingid": try await first("listServiceOfferings"),
        ]
        guard
            case .job(let job, let id) = try await tenants.call(
                "deployVirtualMachine", parameters, as: tenant.caller)
        else { throw CancellationError() }
        for try await batch in tenants.ledger.follow(after: before, limit: 256) {
            if batch.contains(where: { $0.type == "complete" && $0.cause?.job == job }) { break }
        }
        return id ?? ""
    }
}

extension V1Reply {
    var json: JSONValue { (try? JSONReader(maximumBytes: 1 << 24).read(body)) ?? .null }
    var text: String { String(decoding: body, as: UTF8.self) }
}
