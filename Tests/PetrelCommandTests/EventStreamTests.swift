import Testing

@testable import PetrelProgram

@Suite struct `An event stream` {
    private let text =
        ": hello\n\nid: 7\nevent: VM.START\ndata: {\"a\":1,\ndata: \"b\":2}\n\ndata:x\r\n\r\n"
        + "id\ndata\n\nevent: lost\n\nid: 9\rdata: é\r\r"

    private let events = [
        ServerSentEvent(name: "VM.START", id: "7", data: "{\"a\":1,\n\"b\":2}"),
        ServerSentEvent(name: "message", id: "7", data: "x"),
        ServerSentEvent(name: "message", id: "", data: ""),
        ServerSentEvent(name: "message", id: "9", data: "é"),
    ]

    @Test(arguments: 1...80)
    func `is the same however the network cuts it`(_ size: Int) throws {
        var decoder = ServerSentEventDecoder()
        var rest = Array(text.utf8)[...]
        var found: [ServerSentEvent] = []
        while !rest.isEmpty {
            found += try decoder.feed(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        #expect(found == events)
    }

    @Test func `that never ends an event is given up`() {
        var decoder = ServerSentEventDecoder()
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        #expect(throws: ServerSentEventDecoder.Trouble.self) {
            for _ in 0..<20 { _ = try decoder.feed(piece) }
        }
    }
}
