import PetrelCloud
import PetrelLedger
import PetrelPlugin
import Testing

/// Our declarations beside the field's: clients that were written for those work with ours.
@Suite struct ContractTests {
    /// Answered at once, as by every release before the newest: clients take the keys from the answer.
    private static let earlier: Set<String> = ["registerUserKeys"]

    @Test func `every command of our kinds is there, with its parameters`() async throws {
        let cloud = try await TestCloud.open()
        var missing: [String] = []
        for wanted in try Contract().commands {
            guard let command = cloud.registry.command(wanted.name) else {
                missing.append(wanted.name)
                continue
            }
            for parameter in wanted.parameters {
                let ours = command.parameters.first { $0.name == parameter.name }
                if ours?.kind.rawValue != parameter.kind
                    || ours?.isRequired != parameter.isRequired
                {
                    missing.append("\(wanted.name) \(parameter)")
                }
            }
            if !wanted.fits(command.mode), !Self.earlier.contains(wanted.name) {
                missing.append("\(wanted.name) \(wanted.mode) \(wanted.types)")
            }
        }
        #expect(missing == [])
        await cloud.ledger.close()
    }

    @Test func `what is left out is named, with what stands for it`() async throws {
        let cloud = try await TestCloud.open()
        let contract = try Contract()
        // All that was read of the field's API.
        #expect(contract.commands.count + contract.elsewhere.count == 242)
        #expect(contract.commands.allSatisfy { contract.elsewhere[$0.name] == nil })
        let empty = "nothing of the kind, so an empty list"
        let here = contract.elsewhere.filter { cloud.registry.command($0.key) != nil }
        #expect(Set(here.values) == [empty])
        #expect(here.count == contract.elsewhere.values.count { $0 == empty })
        await cloud.ledger.close()
    }

    @Test func `every answer declares the field's members with their types`() async throws {
        let cloud = try await TestCloud.open()
        let contract = try Contract()
        var missing: Set<String> = []
        for wanted in contract.commands {
            guard let response = cloud.registry.command(wanted.name)?.response else { continue }
            if let key = wanted.key, response.key != key { missing.insert("\(wanted.name) \(key)") }
            for member in contract.answers[wanted.answer] ?? [] {
                let ours = response.fields.first { $0.name == member.name }
                if ours?.kind.json != APIField.Kind(rawValue: member.kind)?.json {
                    missing.insert("\(wanted.answer) \(member.name) \(member.kind)")
                }
            }
        }
        #expect(missing == [])
        await cloud.ledger.close()
    }

    @Test func `what clients ask for in a whole life is there`() async throws {
        let cloud = try await TestCloud.open()
        let asked = """
            listAsyncJobs queryAsyncJobResult listZones listServiceOfferings listDiskOfferings listTemplates
            listIsos listOsTypes listHypervisors listNetworks listNetworkOfferings createNetwork
            deployVirtualMachine listVirtualMachines startVirtualMachine stopVirtualMachine
            rebootVirtualMachine destroyVirtualMachine recoverVirtualMachine expungeVirtualMachine
            updateVirtualMachine getVirtualMachineUserData listNics createVolume listVolumes attachVolume
            detachVolume resizeVolume deleteVolume createSnapshot listSnapshots deleteSnapshot
            associateIpAddress listPublicIpAddresses disassociateIpAddress listPortForwardingRules
            listIpForwardingRules listFirewallRules createSSHKeyPair registerSSHKeyPair listSSHKeyPairs
            deleteSSHKeyPair createTags deleteTags listTags listResourceLimits listEvents listEventTypes
            archiveEvents deleteEvents listAlerts generateAlert archiveAlerts deleteAlerts listAccounts
            createAccount deleteAccount listUsers createUser getUser registerUserKeys listDomains
            createDomain deleteDomain createServiceOffering deleteServiceOffering createDiskOffering
            deleteDiskOffering listConfigurations updateConfiguration listProjects listVPCs listRouters
            listSecurityGroups listAffinityGroups
            """.split { $0 == " " || $0 == "\n" }.map(String.init)
        #expect(asked.filter { cloud.registry.command($0) == nil } == [])
        await cloud.ledger.close()
    }
}

extension Contract.Command {
    /// Whether the command answers when the field's does, and tells actions of a type that the field knows.
    fileprivate func fits(_ ours: APICommand.Mode) -> Bool {
        switch ours {
        case .synchronous: mode == "sync"
        case .asynchronous(let type): mode == "async" && fits(type)
        case .creating(let type): mode == "create" && fits(type)
        }
    }

    private func fits(_ type: EventType) -> Bool { types.isEmpty || types.contains(type.name) }
}
