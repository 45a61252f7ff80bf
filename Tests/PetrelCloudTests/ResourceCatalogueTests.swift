import Foundation
import PetrelCloud
import PetrelStates
import Testing

struct ResourceCatalogueTests {
    static let types = ResourceCatalogue.all.map { "\($0)" }
    static let kinds = ResourceCatalogue.all.map { $0.kind }

    @Test func `lists every kind once, in the order of the types' names`() {
        #expect(Self.types == Self.types.sorted())
        #expect(Set(Self.types).count == Self.types.count)
        #expect(Set(Self.kinds).count == Self.kinds.count)
    }

    @Test func `lists every kind that has a file`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/PetrelCloud/Resources")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let written = files.filter { $0.hasSuffix(".swift") }.map { $0.dropLast(6) }
        #expect(written.sorted().map(String.init) == Self.types)
    }

    @Test func `finds a kind by its name`() throws {
        let found = try #require(ResourceCatalogue.resource(ofKind: "IpAddress"))
        #expect(ObjectIdentifier(found) == ObjectIdentifier(PublicIPAddress.self))
        #expect(ResourceCatalogue.resource(ofKind: "ipaddress") == nil)
    }

    @Test(arguments: ResourceSample.all)
    func `a kind's table has no mistakes`(sample: ResourceSample) {
        #expect(sample.machine.validate() == [])
    }

    @Test(arguments: ResourceSample.all)
    func `every state has a meaning, and work under way a limit between a minute and a day`(
        sample: ResourceSample
    ) {
        for state in sample.machine.states {
            #expect(!state.meaning.isEmpty, "\(state.name)")
            guard let limit = state.role.limit else { continue }
            #expect(limit >= .seconds(60) && limit <= .seconds(24 * 3600), "\(state.name)")
        }
    }

    @Test func `a side of a resource belongs to a kind that stands for itself`() {
        for life in ResourceCatalogue.all {
            guard let whole = life.aspectOf else { continue }
            let kind = ResourceCatalogue.resource(ofKind: whole)
            #expect(kind != nil && kind?.aspectOf == nil, "\(life) is a side of \(whole)")
        }
        #expect(HostResourceState.aspectOf == HostStatus.kind)
        #expect(VirtualMachine.aspectOf == nil)
    }

    @Test func `a kind lists its actions once, among them all that are metered`() {
        for life in ResourceCatalogue.all {
            #expect(Set(life.eventTypes).count == life.eventTypes.count, "\(life)")
            #expect(Set(life.meteredActions.keys).isSubset(of: life.eventTypes), "\(life)")
        }
        #expect(VirtualMachine.eventTypes.contains("VM.START"))
    }

    @Test func `a kind knows its meters`() {
        #expect(VirtualMachine.meters == [.allocatedVM, .runningVM])
        #expect(Volume.meters == [.volume, .volumeSecondary])
        #expect(VirtualRouter.meters.isEmpty)
        #expect(ISO.meters == [.iso])
        #expect(VPNUser.meters == [.vpnUsers])
    }
}
