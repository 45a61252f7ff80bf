internal import Crypto

/// A request as it is remembered: without what it says, since secrets may be in it.
enum RequestDigest {
    static func text(of request: String) -> String {
        SHA256.hash(data: Array(request.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
