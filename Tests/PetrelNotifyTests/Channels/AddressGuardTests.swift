internal import PetrelTesting
internal import Testing

@testable internal import PetrelNotify

@Suite
struct AddressGuardTests {
    static let openHTTP: OutwardSettings = {
        var settings = OutwardSettings()
        settings.allowsPlainHTTP = true
        return settings
    }()

    private let addressGuard = AddressGuard(openHTTP)

    @Test(arguments: [
        "https://example.com", "https://example.com/", "https://example.com:8443/a/b?c=d&e=%20",
        "http://example.com:8080/", "https://8.8.8.8/", "https://[2606:4700::1111]/hook",
        "https://xn--bcher-kva.example/", "https://a.b-c.d1.example.org/x;y=z",
    ])
    func `takes addresses of the public internet`(text: String) throws {
        #expect(try addressGuard.checked(text).text == text)
    }

    @Test func `plain HTTP and its ports need the operator's leave`() {
        let strict = AddressGuard(OutwardSettings())
        #expect(throws: URLMistake.scheme) { try strict.checked("http://example.com/") }
        #expect(throws: URLMistake.forbidden) { try strict.checked("https://example.com:80/") }
    }

    @Test func `every case of the forbidden list is refused at its creation`() {
        #expect(ForbiddenURLs.all.count >= 400)
        let taken = ForbiddenURLs.all.filter { (try? addressGuard.checked($0)) != nil }
        #expect(taken == [])
    }

    @Test func `every address of the forbidden networks is refused at the connection`() {
        #expect(ForbiddenURLs.addresses.count >= 100)
        let permitted = ForbiddenURLs.addresses.filter { text in
            InternetAddress(text).map { addressGuard.permits($0, port: 443) } ?? true
        }
        #expect(permitted == [])
    }

    @Test func `neighbours of the forbidden networks are not refused`() {
        let neighbours = [
            "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
            "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
            "198.20.0.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "2001:200::1",
            "2003::1", "2606:4700::1111", "3ffe::1", "2620:4f:8001::1",
        ]
        let refused = neighbours.filter { text in
            InternetAddress(text).map { !addressGuard.permits($0) } ?? true
        }
        #expect(refused == [])
    }

    @Test func `the operator opens a network and no other`() throws {
        var settings = Self.openHTTP
        settings.allowedNetworks = ["10.1.0.0/16", "64:ff9b::/96"]
        let open = AddressGuard(settings)
        #expect(try open.checked("https://10.1.2.3/").port == 443)
        #expect(throws: URLMistake.forbidden) { try open.checked("https://10.2.0.1/") }
        // What is behind a gateway's address is judged as well.
        #expect(open.permits(try #require(InternetAddress("64:ff9b::8.8.8.8"))))
        #expect(open.permits(try #require(InternetAddress("64:ff9b::10.1.2.3"))))
        #expect(!open.permits(try #require(InternetAddress("64:ff9b::127.0.0.1"))))
    }

    @Test func `the operator closes a network of the internet`() throws {
        var settings = OutwardSettings()
        settings.refusedNetworks = ["8.8.0.0/16"]
        #expect(throws: URLMistake.forbidden) {
            try AddressGuard(settings).checked("https://8.8.4.4/")
        }
    }

    @Test func `one sentence stands for every forbidden place`() {
        let sentences = ["https://10.0.0.1/", "https://127.0.0.1/", "https://example.com:22/"].map(
            mistake)
        #expect(Set(sentences).count == 1)
        #expect(sentences[0] != nil)
    }

    /// Whoever sends reads the text anew: if it could read another host there, the first check were worth nothing.
    @Test func `what is taken has no other reading`() {
        var random = SeededRandom(seed: 11)
        let seeds =
            ForbiddenURLs.all + ["https://example.com/a?b=c", "http://[2606:4700::1111]:8080/x"]
        var taken = 0
        for _ in 0..<30_000 {
            let text = Self.mutated(seeds.randomElement(using: &random) ?? "", &random)
            guard let url = try? OutwardURL(text) else { continue }
            taken += 1
            let reading = PlainCurl.reading(text)
            #expect(reading?.scheme == (url.isSecure ? "https" : "http"), "\(text)")
            #expect(reading?.port == url.port, "\(text)")
            switch url.host {
            case .name(let name): #expect(reading?.host.lowercased() == name, "\(text)")
            case .address(let address):
                let host = reading.map { $0.host.filter { !"[]".contains($0) } } ?? ""
                #expect(InternetAddress(host) == address, "\(text)")
            }
        }
        #expect(taken > 1_000)
    }

    private static func mutated(_ text: String, _ random: inout SeededRandom) -> String {
        var bytes = Array(text.utf8.prefix(300))
        let marks = Array("@:/\\?#[]%.0x1a-_ \t\r\n&=;,~".utf8)
        for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let mark = marks.randomElement(using: &random) ?? 0x40
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = mark
            case 1: bytes.insert(mark, at: place)
            case 2: bytes.remove(at: place)
            default: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func mistake(_ text: String) -> String? {
        do {
            _ = try addressGuard.checked(text)
            return nil
        } catch {
            return error.description
        }
    }
}
