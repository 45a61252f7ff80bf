"""Addresses as people with something in mind write them: spellings, tricks, schemes, ports and names."""

SPELLINGS = [
    "2130706433", "017700000001", "0x7f000001", "0x7F.1", "0x7f.0.0.1", "0177.0.0.1", "127.1", "127.0.1", "127.0.0.1.",
    "127.000.000.001", "127.0.0.0x1", "0", "0x0", "00", "0.0", "2852039166", "0xa9fea9fe", "0XA9FEA9FE", "169.254.43518",
    "0251.0376.0251.0376", "0xa.0.0.1", "012.0.0.1", "10.1", "167772161", "3232235777", "[::ffff:7f00:1]",
    "[::FFFF:7F00:0001]", "[0:0:0:0:0:0:0:1]", "[0000:0000::0001]", "[0:0::1]", "[::127.0.0.1]", "[::1%25lo]", "[::1%lo]",
    "[fe80::1%25lo]", "[fe80::1%lo]", "[::1", "::1", "[127.0.0.1]", "[localhost]", "１２７.０.０.１", "127。0。0。1",
    "127．0．0．1", "①②⑦.⓪.⓪.①", "127.0.0.1%00", "127.0.0.1%2f", "%31%32%37.0.0.1", "127.0.0.1\\", "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]", "[::1]x", "[[::1]]", "0300.0250.1.1", "127.0.0.1,8.8.8.8", "127.0.0.1;x", "127.0.0.1%09",
]

TRICKS = [
    "https://user@127.0.0.1/", "https://user:pass@example.com/", "https://example.com@127.0.0.1/",
    "https://127.0.0.1@example.com/", "https://example.com\\@127.0.0.1/", "https://127.0.0.1\\.example.com/",
    "https://example.com#@127.0.0.1/", "https://127.0.0.1#.example.com/", "https://127.0.0.1?.example.com/",
    "https://127.0.0.1:443@example.com/", "https://example.com:443@127.0.0.1:8443/", "https://127.0.0.1%23.example.com/",
    "https://example.com%00.evil.org/", "https://example.com/%00", "https://example.com/%0d%0aHost:%20x",
    "https://example.com/%zz", "https://exam\tple.com/", "https://exam\nple.com/", "https://exam\rple.com/",
    "https://example.com/\r\nX: y", "https://example.com/a b", "https:/example.com/", "https:example.com",
    "https:///127.0.0.1/", "https:////127.0.0.1/", "https://", "https://?x", "https://:443/", "https://.example.com/",
    "https://example..com/", "https://example.com./", "https://-example.com/", "https://exa_mple.com/",
    "https://bücher.example/", "https://exаmple.com/", "https://example.com/\u202e", "https://example.com/#fragment",
    "https://[::1]example.com/", "https://[::1]:/x]/", "https://example.com:443:80/", "https://%6cocalhost/",
    "https://" + "a" * 2000 + ".com/", "https://" + "a." * 130 + "com/", "https://example.com/" + "a" * 2040,
]

SCHEMES = [
    "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "dict://127.0.0.1:6379/", "ldap://127.0.0.1/",
    "data:text/plain,x://", "javascript://127.0.0.1/", "jar:https://127.0.0.1!/", "unix:///var/run/docker.sock",
    "ws://127.0.0.1/", "wss://127.0.0.1/", "smtp://127.0.0.1/", "tftp://127.0.0.1/", "ssh://127.0.0.1/",
    "HTTP://127.0.0.1/", "HTTPS://127.0.0.1/", "http+unix://%2Fvar%2Frun/", "scp://127.0.0.1/", "telnet://127.0.0.1/",
    "imap://127.0.0.1/", "rtsp://127.0.0.1/", "mqtt://127.0.0.1/",
]

PORTS = [
    "0", "1", "22", "25", "080", "110", "143", "0443", "389", "445", "465", "587", "3306", "5432", "5672", "6379", "9200",
    "11211", "15672", "27017", "65535", "65536", "99999999999999999999", "-1", "+443", "443a", "٤٤٣",
]

NAMES = [
    "localhost", "LOCALHOST", "localhost.localdomain", "x.localhost", "printer.local", "metadata.google.internal",
    "instance-data.ec2.internal", "db.internal", "intranet", "router.lan", "nas.home", "x.home.arpa", "server.corp",
    "broker", "metadata", "kubernetes.default.svc.cluster.local", "1.0.0.127.in-addr.arpa", "x.test", "x.invalid",
    "x.onion",
]


def refused():
    """All of them: each is refused by what it says, wherever it would lead."""
    texts = [f"{scheme}://{host}{port}/" for host in SPELLINGS for scheme in ("http", "https") for port in ("", ":8443")]
    texts += [f"{scheme}://{host}/" for host in NAMES for scheme in ("http", "https")]
    texts += [f"{scheme}://8.8.8.8:{port}/" for port in PORTS for scheme in ("http", "https")]
    return texts + TRICKS + SCHEMES
