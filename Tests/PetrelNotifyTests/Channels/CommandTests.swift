internal import PetrelCloud
internal import PetrelPlugin
internal import Testing

@testable internal import PetrelNotify

@Suite(.serialized, .timeLimit(.minutes(3)))
struct CommandTests {
    private func channel(
        _ script: String, timeout: Int = 60
    ) throws -> CommandChannel {
        var settings = OutwardSettings()
        settings.commands = ["/bin/sh"]
        return try CommandChannel(
            ChannelSettings([
                "program": "/bin/sh", "arguments": ["-c", .string(script)],
                "timeout": .integer(Int64(timeout)),
            ]), ChannelEnvironment(settings))
    }

    private func failure(_ script: String, timeout: Int = 60) async throws -> DeliveryError? {
        do {
            _ = try await channel(script, timeout: timeout).deliver(Sample.delivery())
            return nil
        } catch let error as DeliveryError {
            return error
        }
    }

    @Test func `a program gets each event as a line on its input`() async throws {
        let receipt = try await channel("wc -l; echo $PETREL_MESSAGE $PETREL_COUNTER $HOME; pwd")
            .deliver(Sample.delivery([Sample.event, Sample.event]))
        #expect(receipt.excerpt.split(separator: " ") == ["2", "5d1c_019ab8c1", "7", "/"])
        #expect(receipt.status == 0)
    }

    @Test func `its input is the event itself`() async throws {
        let receipt = try await channel("head -c 60").deliver(Sample.delivery())
        let json = String(decoding: Sample.event.cloudEventsJSON().prefix(60), as: UTF8.self)
        #expect(receipt.excerpt == json)
    }

    @Test func `its exit code is the verdict`() async throws {
        #expect(try await failure("exit 0") == nil)
        #expect(try await failure("echo no; exit 1")?.verdict == .retry)
        let refused = try #require(try await failure("echo never; exit 65"))
        #expect(refused.verdict == .refused)
        #expect(refused.status == 65)
        #expect(refused.excerpt == "never ")
        #expect(try await failure("kill -9 $$")?.verdict == .retry)
    }

    @Test func `it does not have to read its input`() async throws {
        let large = Sample.delivery([], payload: String(repeating: "x", count: 1 << 20))
        #expect(try await channel("true").deliver(large).status == 0)
    }

    @Test func `its group is killed when its time is over`() async throws {
        let error = try #require(try await failure("sleep 1000 & sleep 1000", timeout: 1))
        #expect(error.verdict == .retry)
        #expect(error.reason.contains("too long"))
        #expect(error.latency < .seconds(60))
    }

    @Test func `what it leaves behind does not hold the delivery up`() async throws {
        let receipt = try await channel("sleep 1000 & echo done").deliver(Sample.delivery())
        #expect(receipt.excerpt == "done ")
        #expect(receipt.latency < .seconds(60))
    }

    @Test func `it has no file of ours open`() async throws {
        let receipt = try await channel("ls /proc/self/fd | tr '\\n' ' '").deliver(
            Sample.delivery())
        // ls itself holds the folder that it lists.
        #expect(receipt.excerpt.split(separator: " ") == ["0", "1", "2", "3"])
    }

    @Test func `only listed programs are run, by administrators`() {
        #expect(CommandChannel.roles == .admin)
        #expect(throws: ChannelMistakes.self) {
            try CommandChannel(
                ChannelSettings(["program": "/bin/sh"]), ChannelEnvironment(OutwardSettings()))
        }
    }
}
