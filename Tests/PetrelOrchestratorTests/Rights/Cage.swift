import Foundation
import PetrelCloud
import PetrelLedger
import PetrelOrchestrator
import PetrelPlugin

/// Secrets that are easily known again, with every form in which they might be found.
struct Cage {
    private struct Canary {
        let text: String
        /// Whether the server must keep it as it is, since a hash is of no use to it.
        let isKept: Bool
        let forms: [Data]
    }

    private var canaries: [Canary] = []
    private(set) var faults: [String] = []

    var count: Int { canaries.count }

    /// A new one; in Base64 as user data comes.
    mutating func canary(isKept: Bool = false, inBase64: Bool = false) -> String {
        let text = "Canary-\(canaries.count)-\(UUID().uuidString)"
        canaries.append(Canary(text: text, isKept: isKept, forms: Self.forms(of: text)))
        return inBase64 ? Data(text.utf8).base64EncodedString() : text
    }

    /// As it is, in Base64 wherever it stands among other bytes, and in digits.
    private static func forms(of text: String) -> [Data] {
        let bytes = Data(text.utf8)
        let digits = bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        let base64 = (0..<3).map { shift in
            let padded = (Data(count: shift) + bytes).base64EncodedString()
            // What neighbours have a part in is cut off on both sides.
            return String(padded.dropFirst(4).prefix(40))
        }
        return ([text, digits, digits.uppercased()] + base64).map { Data($0.utf8) }
    }

    mutating func look(in data: Data, _ place: String, onlyHashed: Bool = false) {
        for canary in canaries where !(onlyHashed && canary.isKept) {
            for form in canary.forms where data.range(of: form) != nil {
                faults.append("\(canary.text) is in \(place)")
            }
        }
    }

    /// Calls, waits for the job, and looks at whatever the caller is told.
    mutating func call(
        _ command: String, _ parameters: [String: String], _ cloud: TestCloud, _ caller: Caller
    ) async {
        let answer: String
        do {
            let before = try await cloud.ledger.lastSequence
            let first = try await cloud.call(command, parameters, as: caller)
            var told = "\(first)"
            if case .job(let id, _) = first {
                try await cloud.end(of: id, after: before)
                told += "\(try await cloud.call("queryAsyncJobResult", ["jobid": id], as: caller))"
            }
            answer = told
        } catch {
            answer = "\(error)"
        }
        look(in: Data(answer.utf8), "answer of \(command)")
    }
}
