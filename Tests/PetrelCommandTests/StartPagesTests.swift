internal import Foundation
internal import Glibc
internal import Testing

@testable internal import PetrelProgram

/// Code that only the start needed leaves the process, and comes again when it is called.
@Suite struct `The pages that a start needs` {
    private static let page = 4_096
    private static let count = 256 * page

    @Test func `pages of code are given back, and are there when they are read`() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("code-\(UUID().uuidString)")
        let bytes = (0..<Self.count).map { UInt8(truncatingIfNeeded: $0 / Self.page) }
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let descriptor = open(file.path, O_RDONLY)
        defer { close(descriptor) }
        let code = try #require(
            mmap(nil, Self.count, PROT_READ | PROT_EXEC, MAP_PRIVATE, descriptor, 0))
        try #require(code != MAP_FAILED)
        defer { munmap(code, Self.count) }
        let read = UnsafeRawBufferPointer(start: code, count: Self.count)
        #expect(read.elementsEqual(bytes))
        #expect(try resident(file.path) == Self.count / 1_024)

        StartPages.giveBack()

        #expect(try resident(file.path) == 0)
        #expect(read.elementsEqual(bytes))
    }

    /// How much of a mapped file the process holds, in KiB.
    private func resident(_ path: String) throws -> Int {
        let lines = SystemFile.text(of: "/proc/self/smaps").split(separator: "\n")
        let first = try #require(lines.firstIndex { $0.hasSuffix(path) })
        let line = try #require(lines[first...].first { $0.hasPrefix("Rss:") })
        return try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    }
}
