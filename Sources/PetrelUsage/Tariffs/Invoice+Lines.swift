internal import PetrelCloud

extension Invoice {
    /// The sum of lines and corrections.
    var micros: Int128 {
        [content["lines"], content["corrections"]].flatMap { $0?.array ?? [] }
            .reduce(Int128(0)) { $0 + Int128($1["micros"]?.integer ?? 0) }
    }

    /// The lines as a table.
    var csv: String {
        let columns = RecordExport.columns + ["row", "discount", "cost", "key", "invoice"]
        let lines = [content["lines"], content["corrections"]].flatMap { $0?.array ?? [] }
        let table = lines.map { line in
            columns.map { RecordExport.cell(line[$0]) }.joined(separator: ",")
        }
        return ([columns.joined(separator: ",")] + table).joined(separator: "\n") + "\n"
    }
}
