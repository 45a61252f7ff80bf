internal import Glibc

/// Prints a line at once; `print` would hold it back when the output is a file.
func say(_ text: String) { line(text, to: 1) }

/// The same for what is not part of the result.
func complain(_ text: String) { line(text, to: 2) }

private func line(_ text: String, to file: Int32) {
    let bytes = Array((text + "\n").utf8)
    var written = 0
    while written < bytes.count {
        let count = bytes[written...].withUnsafeBytes {
            Glibc.write(file, $0.baseAddress, $0.count)
        }
        guard count > 0 else { return }
        written += count
    }
}
