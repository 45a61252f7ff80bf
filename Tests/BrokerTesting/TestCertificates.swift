internal import ChildProcesses
internal import Foundation

/// An authority, and a certificate of its for the broker and one for us.
enum TestCertificates {
    struct Failure: Error { let output: String }

    static func make(in folder: URL) async throws {
        let script = """
            set -e
            new() { openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -subj "/CN=$1" "${@:2}"; }
            new ca -x509 -days 2 -out ca.pem
            for name in server client; do
                new $name -out $name.csr
                openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out $name.pem \
                    -extfile <(printf 'subjectAltName=DNS:localhost')
            done
            new other -x509 -days 2 -out other.pem
            """
        let process = try ChildProcess(
            "/bin/bash", ["-c", script], folder: folder.path, errors: .withOutput)
        let text = await process.text()
        guard await process.status() == 0 else { throw Failure(output: text) }
    }
}
