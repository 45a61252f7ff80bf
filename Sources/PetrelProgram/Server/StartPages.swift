#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The pages of code that were read to start and that a running server hardly ever needs again.
///
/// The system maps a program's file in pieces of many pages, so a start that calls a little of everything leaves nearly all
/// of the code in the process. Given back, what is needed comes again from the system's own memory when it is called, which
/// takes less than a millisecond in all.
enum StartPages {
    static func giveBack() {
        for line in SystemFile.text(of: "/proc/self/maps").split(separator: "\n") {
            guard let piece = code(line) else { continue }
            madvise(piece.start, piece.count, MADV_DONTNEED)
        }
    }

    /// A piece of a file that is run and never written to. What can be read only was written to once, by the loader, and
    /// could not be had again.
    private static func code(
        _ line: Substring
    ) -> (start: UnsafeMutableRawPointer, count: Int)? {
        let fields = line.split(separator: " ", maxSplits: 5)
        guard fields.count == 6, fields[1] == "r-xp",
            fields[5].drop(while: { $0 == " " }).hasPrefix("/")
        else { return nil }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1],
            let start = UnsafeMutableRawPointer(bitPattern: ends[0])
        else { return nil }
        return (start, Int(ends[1] - ends[0]))
    }
}
