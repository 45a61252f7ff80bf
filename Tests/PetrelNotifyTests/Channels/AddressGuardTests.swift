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

    private func mistake(_ text: String) -> String? {
        do {
            _ = try addressGuard.checked(text)
            return nil
        } catch {
            return error.description
        }
    }
}
