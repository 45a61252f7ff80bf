internal import Foundation
internal import PetrelCloud

/// How a running server is reached and as whom, as `--ready-file` and the data folder say it.
struct ServerAccess: Sendable, Equatable {
    var url: String
    var pid: Int32?
    var username: String?
    /// Known at the first start only, since the ledger keeps a hash.
    var password: String?
    var apiKey: String?
    var secretKey: String?

    var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("url", url)
            if let pid { json.member("pid") { $0.integer(Int64(pid)) } }
            json.member("username", username)
            json.member("password", password)
            json.member("apiKey", apiKey)
            json.member("secretKey", secretKey)
        }
        return json.bytes + [UInt8(ascii: "\n")]
    }

    init(
        url: String, pid: Int32? = nil, username: String? = nil, password: String? = nil,
        apiKey: String? = nil, secretKey: String? = nil
    ) {
        self.url = url
        self.pid = pid
        self.username = username
        self.password = password
        self.apiKey = apiKey
        self.secretKey = secretKey
    }

    /// Reads what ``json`` gave; `nil` when there is no such file or it holds something else.
    init?(file: String) {
        guard let bytes = FileManager.default.contents(atPath: file),
            let json = try? JSONReader().read(Array(bytes)), let url = json["url"]?.string
        else { return nil }
        self.init(
            url: url, pid: json["pid"]?.integer.flatMap { Int32(exactly: $0) },
            username: json["username"]?.string, password: json["password"]?.string,
            apiKey: json["apiKey"]?.string, secretKey: json["secretKey"]?.string)
    }
}
