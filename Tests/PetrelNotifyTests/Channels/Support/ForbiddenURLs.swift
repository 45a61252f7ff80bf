/// Addresses that nothing may be sent to, in every spelling and disguise we know.
enum ForbiddenURLs {
    /// The first, the last and one in the middle of each special network, and known metadata services.
    static let addresses = v4 + v6

    static let v4 = [
        "0.0.0.0", "0.1.2.3", "0.255.255.255", "10.0.0.0", "10.9.8.7", "10.255.255.255",
        "100.64.0.0", "100.100.100.200", "100.127.255.255", "127.0.0.0", "127.0.0.1", "127.1.2.3",
        "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.170.2", "169.254.255.255",
        "172.16.0.0", "172.20.1.1", "172.31.255.255", "192.0.0.0", "192.0.0.192", "192.0.0.255",
        "192.0.2.0", "192.0.2.255", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.0.0",
        "192.168.1.1", "192.168.255.255", "192.175.48.1", "198.18.0.0", "198.19.255.255",
        "198.51.100.0", "198.51.100.255", "203.0.113.0", "203.0.113.255", "224.0.0.0",
        "224.0.0.1", "239.255.255.255", "240.0.0.0", "250.1.1.1", "255.255.255.254",
        "255.255.255.255",
    ]

    static let v6 =
        [
            "::", "::1", "::2", "::ffff:ffff", "100::", "100::1", "2001::1", "2001:2::1",
            "2001:10::1", "2001:20::1", "2001:1ff:ffff::1", "2001:db8::", "2001:db8:ffff::1",
            "2002::", "3fff::1", "3fff:fff:ffff::1", "5f00::1", "64:ff9b:1::1", "fc00::1",
            "fd00:ec2::254", "fdff:ffff::1", "fe80::1", "fe80::a9fe:a9fe", "febf::1", "fec0::1",
            "feff::1", "ff00::", "ff02::1", "ff0e::1", "2620:4f:8000::1", "1::1", "4000::1",
            "8000::1", "e000::1",
        ]
        // Addresses of machines here, as seen through every kind of gateway.
        + ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1"].flatMap { inner in
            ["::", "::ffff:", "::ffff:0:", "64:ff9b::", "64:ff9b:1::"].map { $0 + inner }
        }
        + [
            "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::",
            "2001:0:4136:e378:8000:63bf:80ff:fffe",
            "2001::80ff:fffe",
        ]

    static let all: [String] =
        literals + spellings + tricks + schemes + ports + names

    private static let literals = ["http", "https"].flatMap { scheme in
        v4.flatMap { ["\(scheme)://\($0)/", "\(scheme)://\($0):8443/x"] }
            + v6.flatMap { ["\(scheme)://[\($0)]/", "\(scheme)://[\($0)]:8443/x"] }
    }

    /// Loopback, metadata and a private address, written as only some programs read them.
    static let spellings =
        [
            "2130706433", "017700000001", "0x7f000001", "0x7F.1", "0x7f.0.0.1", "0177.0.0.1",
            "0177.0.0.01", "127.1", "127.0.1", "127.0.0.1.", "127.000.000.001", "127.0.0.0x1", "0",
            "0x0", "00", "0.0", "2852039166", "0xa9fea9fe", "169.254.43518", "0251.0376.0251.0376",
            "[::ffff:7f00:1]", "[::ffff:7F00:0001]", "[0:0:0:0:0:0:0:1]", "[0000:0000::0001]",
            "[::127.0.0.1]", "[::1%25lo]", "[::1%lo]", "[fe80::1%25eth0]", "[::1", "::1",
            "[127.0.0.1]",
            "[localhost]", "１２７.０.０.１", "127。0。0。1", "127．0．0．1", "①②⑦.⓪.⓪.①", "127.0.0.1%00",
            "127.0.0.1%2f", "%31%32%37.0.0.1", "0xa.0.0.1", "012.0.0.1", "10.1", "3232235777",
        ].flatMap { ["http://\($0)/", "https://\($0)/", "https://\($0):8443/"] }

    private static let tricks = [
        "https://user@127.0.0.1/", "https://user:pass@example.com/",
        "https://example.com@127.0.0.1/",
        "https://127.0.0.1@example.com/", "https://example.com\\@127.0.0.1/",
        "https://127.0.0.1\\.example.com/", "https://example.com#@127.0.0.1/",
        "https://127.0.0.1#.example.com/", "https://127.0.0.1?.example.com/",
        "https://127.0.0.1:443@example.com/", "https://example.com:443@127.0.0.1:8443/",
        "https://127.0.0.1%23.example.com/", "https://example.com%00.evil.org/",
        "https://example.com/%00", "https://example.com/%0d%0aHost:%20x", "https://example.com/%0",
        "https://example.com/%", "https://example.com/%zz", "https://exam\tple.com/",
        "https://exam\nple.com/", "https://example.com/\r\nX: y", "https://example.com/a b",
        " https://example.com/", "https://example.com/ ", "https:/example.com/",
        "https:example.com",
        "https:///example.com/", "https:////127.0.0.1/", "//example.com/", "example.com",
        "https://", "https:///", "https://?x", "https://:443/", "https://.example.com/",
        "https://example..com/", "https://example.com./", "https://-example.com/",
        "https://example-.com/", "https://exa_mple.com/", "https://bücher.example/",
        "https://exаmple.com/", "https://example.com/ä", "https://example.com/\u{202E}",
        "https://example.com/<x>", "https://example.com/\"", "https://example.com/{x}",
        "https://example.com/`id`", "https://example.com/|x", "https://example.com/#fragment",
        "https://[::1]example.com/", "https://[::1]:/x]/", "https://example.com:443:80/",
        "https://\(String(repeating: "a", count: 2_000)).com/",
        "https://\(String(repeating: "a.", count: 130))com/",
        "https://example.com/\(String(repeating: "a", count: 2_040))", "",
    ]

    private static let schemes = [
        "file:///etc/passwd", "gopher://example.com/", "ftp://example.com/", "dict://example.com/",
        "ldap://example.com/", "data:text/plain,x", "javascript:alert(1)",
        "jar:https://example.com!/",
        "unix:/var/run/docker.sock", "ws://example.com/", "wss://example.com/",
        "smtp://example.com/",
        "tftp://example.com/", "ssh://example.com/", "HTTP://example.com/", "HTTPS://example.com/",
        "Https://example.com/", "http+unix://%2Fvar%2Frun/", "view-source:https://example.com/",
        "netdoc:///etc/passwd", "scp://example.com/", "telnet://example.com/",
        "imap://example.com/",
    ]

    private static let ports =
        [
            "22", "25", "110", "143", "389", "445", "465", "587", "3306", "5432", "5672", "6379",
            "8096", "9200", "11211", "15672", "27017", "1", "65535",
        ].flatMap { ["http://example.com:\($0)/", "https://example.com:\($0)/"] }
        + [
            "0", "65536", "99999999999999999999", "080", "0443", "-1", "+443", "443a", "", " 443",
            "٤٤٣",
        ]
        .map { "https://example.com:\($0)/" }

    private static let names =
        [
            "localhost", "LOCALHOST", "localhost.localdomain", "x.localhost", "printer.local",
            "metadata.google.internal", "instance-data.ec2.internal", "db.internal", "intranet",
            "router.lan", "nas.home", "x.home.arpa", "server.corp", "host.intranet", "broker",
            "metadata",
            "kubernetes.default.svc.cluster.local", "1.0.0.127.in-addr.arpa", "x.test", "x.invalid",
            "x.onion",
        ].flatMap { ["http://\($0)/", "https://\($0)/"] }
}
