internal import PetrelCloud
internal import PetrelLedger
internal import PetrelPlugin

/// A cloud that one can use at once: made at the first start, left alone afterwards.
public struct DemoCloud: Sendable {
    /// How much there is of it.
    public struct Size: Sendable {
        public var hosts = 8
        public var coresPerHost = 32
        public var megabytesPerHost = 131_072
        public var publicAddresses = 200

        public init() {}
    }

    /// What is shown once and kept as a hash or for signing only.
    public struct Credentials: Sendable {
        public let username: String
        public let password: String
        public let apiKey: String
        public let secretKey: String
    }

    let cloud: Cloud
    let size: Size

    /// Makes what is missing. The credentials are `nil` when there was a cloud already.
    public static func prepare(
        _ cloud: Cloud, size: Size = Size()
    ) async throws -> Credentials? {
        var roots = ResourceQuery(kind: Domain.kind)
        roots.limit = 1
        guard try await cloud.ledger.count(roots) == 0 else { return nil }
        return try await DemoCloud(cloud: cloud, size: size).make()
    }

    private func make() async throws -> Credentials {
        let roles = try await makeRoles()
        let domain = try await one(
            Domain.self, .active, Resource.Profile(name: "ROOT", domainPath: "/"))
        let credentials = Credentials(
            username: "admin", password: Secrets.password(), apiKey: Secrets.key(),
            secretKey: Secrets.key())
        let admin = try await Accounts(cloud: cloud).make(
            NewAccount(
                name: "admin", domain: domain, role: roles[0],
                user: try await user(credentials), isDefault: true), for: .system)
        let zone = try await makeZone()
        try await makeOfferings()
        try await makeTemplates(zone, Ownership(admin))
        try await makeNetwork(zone, Ownership(admin))
        try await makeAddresses(zone)
        return credentials
    }

    private func user(_ credentials: Credentials) async throws -> Resource.Profile {
        Resource.Profile(
            name: credentials.username, domainPath: "/", parent: credentials.apiKey,
            attributes: [
                "firstname": "admin", "lastname": "cloud", "email": "admin@localhost",
                "passwordhash": .string(try await cloud.hash(made: credentials.password)),
                "apikey": .string(credentials.apiKey), "secretkey": .string(credentials.secretKey),
                "isdefault": true,
            ])
    }

    private func one<Life: CloudResource>(
        _ life: Life.Type, _ state: Life.State, _ profile: Resource.Profile
    ) async throws -> Resource {
        try await many(life, state, [profile])[0]
    }

    private func many<Life: CloudResource>(
        _ life: Life.Type, _ state: Life.State, _ profiles: [Resource.Profile]
    ) async throws -> [Resource] {
        try await cloud.write(
            profiles.map {
                .creation(
                    of: life, id: EventID.next().description, in: state, $0, for: .system)
            })
    }

    private func makeRoles() async throws -> [Resource] {
        let names = [
            ("Root Admin", "Admin"), ("Resource Admin", "ResourceAdmin"),
            ("Domain Admin", "DomainAdmin"), ("User", "User"),
        ]
        return try await many(
            Role.self, .enabled,
            names.map { name, type in
                Resource.Profile(
                    name: name,
                    attributes: [
                        "type": .string(type), "description": .string(name), "isdefault": true,
                        "ispublic": true,
                    ])
            })
    }

    private func makeZone() async throws -> Resource {
        let zone = try await one(
            Zone.self, .enabled,
            Resource.Profile(
                name: "zone-1",
                attributes: [
                    "dns1": "192.0.2.53", "internaldns1": "192.0.2.53", "networktype": "Advanced",
                    "guestcidraddress": "10.1.0.0/16", "securitygroupsenabled": false,
                    "localstorageenabled": false, "type": "Core", "dhcpprovider": "VirtualRouter",
                ]))
        let named: JSONValue = .string(zone.name)
        let pod = try await one(
            Pod.self, .enabled,
            Resource.Profile(
                name: "pod-1", zone: zone.id,
                attributes: [
                    "zonename": named, "gateway": "192.0.2.254", "netmask": "255.255.255.0",
                ]))
        let cluster = try await one(
            Cluster.self, .enabled,
            Resource.Profile(
                name: "cluster-1", zone: zone.id, parent: pod.id,
                attributes: [
                    "zonename": named, "podid": .string(pod.id), "podname": .string(pod.name),
                    "clustertype": "CloudManaged", "hypervisortype": "Simulator",
                    "managedstate": "Managed", "cpuovercommitratio": "1.0",
                    "memoryovercommitratio": "1.0", "arch": "x86_64",
                ]))
        try await joinHosts(
            HostDescription(
                name: "", zone: zone, pod: pod, cluster: cluster.id, cores: size.coresPerHost,
                megabytes: size.megabytesPerHost))
        for number in 1...2 {
            _ = try await StoragePools(cloud: cloud).join(
                name: "primary-\(number)", zone: zone, host: "192.0.2.\(9 + number)",
                path: "/export/primary-\(number)", bytes: 10 << 40, for: .system)
        }
        return zone
    }

    /// Many at a time, so that they share their commits.
    private func joinHosts(_ description: HostDescription) async throws {
        let hosts = Hosts(cloud: cloud)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...max(1, size.hosts) {
                if number > 64 { try await group.next() }
                group.addTask {
                    var host = description
                    host.name = "host-\(number)"
                    _ = try await hosts.join(host, for: .system)
                }
            }
            try await group.waitForAll()
        }
    }

    private func makeOfferings() async throws {
        let sizes: [(String, Int64, Int64)] = [
            ("Small Instance", 1, 512), ("Medium Instance", 1, 1024), ("Large Instance", 4, 8192),
        ]
        _ = try await many(
            ServiceOffering.self, .active,
            sizes.map { name, cores, memory in
                var attributes = Offerings.service
                attributes["displaytext"] = .string(name)
                attributes["cpunumber"] = .integer(cores)
                attributes["memory"] = .integer(memory)
                attributes["offerha"] = true
                return Resource.Profile(name: name, attributes: attributes)
            })
        let disks: [(String, Int64)] = [
            ("Small", 5), ("Medium", 20), ("Large", 100), ("Custom", 0),
        ]
        _ = try await many(
            DiskOffering.self, .active,
            disks.map { name, gibibytes in
                var attributes = Offerings.disk
                attributes["displaytext"] = .string("\(name) disk")
                attributes["disksize"] = .integer(gibibytes)
                attributes["iscustomized"] = .bool(gibibytes == 0)
                return Resource.Profile(name: name, attributes: attributes)
            })
        _ = try await many(
            NetworkOffering.self, .enabled,
            [
                ("DefaultIsolatedNetworkOfferingWithSourceNatService", "Isolated"),
                ("DefaultSharedNetworkOffering", "Shared"),
            ]
            .map { name, type in
                var attributes = Offerings.network
                attributes["displaytext"] = .string("Offering for \(type) networks")
                attributes["guestiptype"] = .string(type)
                attributes["isdefault"] = true
                return Resource.Profile(name: name, attributes: attributes)
            })
    }

    private func makeTemplates(_ zone: Resource, _ owner: Ownership) async throws {
        let systems = ["Ubuntu 24.04 LTS", "Debian GNU/Linux 12 (64-bit)", "Rocky Linux 9"]
        _ = try await many(
            Template.self, .active,
            systems.map { name in
                let type = SystemTypes.called(name)
                return owner.profile(
                    name, zone: zone.id,
                    [
                        "displaytext": .string(name), "zonename": .string(zone.name),
                        "format": "QCOW2", "hypervisor": "Simulator",
                        "ostypeid": .string(type.id), "ostypename": .string(type.name),
                        "size": .integer(8 << 30), "physicalsize": .integer(2 << 30),
                        "templatetype": "BUILTIN", "ispublic": true, "isfeatured": true,
                        "isextractable": true, "passwordenabled": false, "sshkeyenabled": true,
                        "isdynamicallyscalable": true, "crossZones": false, "bootable": true,
                        "directdownload": false, "deployasis": false, "requireshvm": true,
                        "bits": 64, "arch": "x86_64", "accountid": .string(owner.owner.account),
                        "details": [:],
                    ])
            })
    }

    private func makeNetwork(_ zone: Resource, _ owner: Ownership) async throws {
        let offerings = try await cloud.everything(NetworkOffering.self)
        guard let shared = offerings.first(where: { $0.text("guestiptype") == "Shared" }) else {
            return
        }
        let id = EventID.next().description
        let profile = owner.profile(
            "guest", zone: zone.id,
            [
                "displaytext": "Network of all tenants", "zonename": .string(zone.name),
                "gateway": "10.1.0.1", "netmask": "255.255.0.0", "cidr": "10.1.0.0/16",
                "networkofferingid": .string(shared.id),
                "networkofferingname": .string(shared.name),
                "networkofferingdisplaytext": shared.profile.attributes["displaytext"] ?? .null,
                "networkofferingavailability": "Optional", "networkofferingconservemode": true,
                "traffictype": "Guest", "broadcastdomaintype": "Vlan", "issystem": false,
                "type": "Shared", "acltype": "Domain", "networkdomain": "cs.petrel.internal",
                "dns1": "192.0.2.53", "related": .string(id), "isdefault": true,
                "restartrequired": false, "specifyvlan": false, "specifyipranges": true,
                "canusefordeploy": true, "ispersistent": false, "displaynetwork": true,
                "strechedl2subnet": false, "redundantrouter": false, "subdomainaccess": true,
                "ispublic": true,
                "service": [
                    ["name": "Dhcp"], ["name": "Dns"], ["name": "SourceNat"], ["name": "StaticNat"],
                ],
            ])
        try await cloud.write([
            .creation(of: Network.self, id: id, in: .setup, profile, for: .system)
        ])
    }

    private func makeAddresses(_ zone: Resource) async throws {
        let first: UInt32 = 203 << 24 | 113 << 8 | 1
        _ = try await many(
            PublicIPAddress.self, .free,
            (0..<UInt32(max(0, size.publicAddresses))).map { number in
                let text = IPv4.text(first + number)
                return Resource.Profile(
                    name: text, zone: zone.id,
                    attributes: [
                        "ipaddress": .string(text), "zonename": .string(zone.name),
                        "issourcenat": false, "isstaticnat": false, "forvirtualnetwork": true,
                        "issystem": false, "isportable": false, "fordisplay": true,
                        "hasrules": false,
                    ])
            })
    }
}
