internal import Glibc

/// A small file's text, or nothing.
func read(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
}

/// Replaces a file's text.
func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else {
        complain("cannot write \(path)")
        exit(2)
    }
    fputs(text, file)
    fclose(file)
}
