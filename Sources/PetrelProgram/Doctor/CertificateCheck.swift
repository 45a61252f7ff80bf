internal import Foundation
internal import NIOSSL
internal import PetrelCloud

/// The certificate and its key: readable, of the right form, not expired.
struct CertificateCheck {
    let tls: ServerConfiguration.TLS

    func findings() -> [Finding] {
        guard let certificate = tls.certificate.path, let key = tls.key.path else { return [] }
        return [chain(certificate), privateKey(key)]
    }

    private func chain(_ path: String) -> Finding {
        guard let first = try? NIOSSLCertificate.fromPEMFile(path).first else {
            return .wrong(
                "certificate", "\(path) holds no certificate that can be read",
                "it must be a PEM file with the server's certificate first")
        }
        let end = Timestamp(seconds: Int64(first.notValidAfter))
        let day = LocalTime.full(end)
        if end < .now {
            return .wrong("certificate", "\(path) expired at \(day)", "get a new one")
        }
        if end < Timestamp.now.advanced(by: .seconds(14 * 86_400)) {
            return .notice("certificate", "\(path) expires at \(day)", "get a new one soon")
        }
        return .good("certificate", "\(path) is valid until \(day)")
    }

    private func privateKey(_ path: String) -> Finding {
        guard (try? NIOSSLPrivateKey(file: path, format: .pem)) != nil else {
            return .wrong(
                "key", "\(path) holds no private key that can be read", "it must be a PEM file")
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let mode = attributes?[.posixPermissions] as? Int, mode & 0o007 != 0 {
            return .wrong("key", "\(path) can be read by everybody", "chmod 600 \(path)")
        }
        return .good("key", path)
    }
}
