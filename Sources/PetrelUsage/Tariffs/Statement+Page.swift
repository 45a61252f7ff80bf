internal import PetrelCloud
internal import PetrelStates

/// A statement as a page for people, without script and without anything from elsewhere.
extension Statement {
    /// - Parameter name: The account's, if it has one.
    func html(number: Int64, name: String?) -> String {
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Invoice \(number)</title>
        <style>body{font:14px sans-serif;max-width:60em;margin:3em auto}table{border-collapse:collapse;width:100%}
        td,th{padding:.3em .6em;border-bottom:1px solid #ddd;text-align:left}.n{text-align:right;
        font-variant-numeric:tabular-nums;white-space:nowrap}
        tfoot td{font-weight:bold}</style>
        <h1>Invoice \(number)</h1>
        <p>Account \(Self.escaped(name.map { "\($0), \(account)" } ?? account))<br>\(day(period.start)) to \(day(period.end))<br>
        Prices: \(Self.escaped(book.name))</p>
        <table><thead><tr><th>What<th>Of<th class="n">Used<th>Price row<th class="n">Amount</thead>
        <tbody>
        \(lines.map(row).joined(separator: "\n"))
        \(corrections.map(row).joined(separator: "\n"))
        </tbody><tfoot><tr><td colspan="4">Total<td class="n">\(rounded) \(Self.escaped(book.currency))</tfoot></table>
        <p>Each line is rounded once, to a millionth; the total is the sum of the lines, rounded to be paid.</p></html>

        """
    }

    private func row(_ line: RatedLine) -> String {
        let record = line.record
        let name = record.terms.name ?? record.resource.id
        return
            "<tr><td>\(Self.escaped(record.meter.name))\(record.isCorrection ? " (correction)" : "")"
            + "<td>\(Self.escaped(name))<td class=\"n\">\(Self.escaped(record.usageText))"
            + "<td>\(Self.escaped(line.row))<td class=\"n\">\(Self.aligned(line.micros))"
    }

    private func row(_ correction: Correction) -> String {
        "<tr><td colspan=\"4\">Correction of invoice \(correction.invoice): "
            + "\(Self.escaped(correction.key))<td class=\"n\">\(Self.aligned(correction.micros))"
    }

    /// With all places, so that points stand under each other.
    private static func aligned(_ micros: Int64) -> String {
        UsageNumber.fixed(Int128(micros), places: Rating.microsPlaces)
    }

    private func day(_ time: Timestamp) -> String { Self.escaped(time.text(.api)) }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { page, letter in
            switch letter {
            case "<": page += "&lt;"
            case ">": page += "&gt;"
            case "&": page += "&amp;"
            case "\"": page += "&quot;"
            default: page.append(letter)
            }
        }
    }
}
