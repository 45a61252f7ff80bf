internal import Foundation

/// An authority, and a certificate of its for the broker and one for us.
enum TestCertificates {
    struct Failure: Error { let output: String }

    static func make(in folder: URL) throws {
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
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(output: String(decoding: text, as: UTF8.self))
        }
    }
}
