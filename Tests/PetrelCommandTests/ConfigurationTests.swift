import Foundation
import PetrelAMQP
import PetrelCloud
import PetrelUsage
import Testing

@testable import PetrelProgram

@Suite(.timeLimit(.minutes(1))) struct `Settings` {
    @Test func `say in the defaults file what the program has anyway`() throws {
        let file = ConfigurationFile(text: DefaultsFile.text, name: "defaults")
        #expect(file.mistakes.isEmpty)
        #expect(file.entries.keys.sorted() == Setting.all.map(\.key).sorted())
        let read = try ServerConfiguration.reading(ConfigurationSources(environment: [:]))
        #expect(read.configuration == ServerConfiguration())
    }

    @Test func `come from flags before the environment before a file before the defaults`() throws {
        let sandbox = try Sandbox()
        let file = try sandbox.write(
            "petrel.yaml", "listen: 127.0.0.1:1\nhttp2: false\nlog:\n  level: debug\n")
        var sources = ConfigurationSources(
            environment: ["PETREL_LISTEN": "127.0.0.1:2", "PETREL_LOG_LEVEL": "error"])
        sources.file = file
        sources.flags = [.init(key: "listen", value: "127.0.0.1:3", flag: "--listen")]
        let read = try ServerConfiguration.reading(sources)
        #expect(read.configuration.listen.port == 3)
        #expect(read.configuration.log.level.settingText == "error")
        #expect(!read.configuration.http2)
        #expect(read.configuration.stopTime == .seconds(10))
        #expect(read.origins["listen"] == "--listen")
        #expect(read.origins["log.level"] == "PETREL_LOG_LEVEL")
        #expect(read.origins["http2"] == "\(file):2")
        #expect(read.origins["stop-time"] == "default")
    }

    @Test(arguments: Setting.all.map(\.key))
    func `can be written as they are shown`(_ key: String) throws {
        let setting = try #require(Setting.named(key))
        var configuration = ServerConfiguration()
        let shown = setting.read(configuration)
        #expect(setting.write(shown, &configuration))
        #expect(configuration == ServerConfiguration())
        let takesAnything = ["data-dir", "tls.certificate", "tls.key"]
        #expect(setting.write("nonsense!", &configuration) == takesAnything.contains(key))
    }

    @Test func `are refused all at once, each with its place and the nearest right name`()
        async throws
    {
        let sandbox = try Sandbox()
        let file = try sandbox.write(
            "petrel.yaml",
            "lisen: 127.0.0.1:1\nlog:\n  level: loud\nlimits:\n  idle-time: 5 minutes\n")
        let outcome = try await Program.run(
            [
                "serve", "--config", file, "--set", "demo.tenant=2", "--set", "simulator.hosts=0",
                "--set", "tls.key=/k",
            ], sandbox.environment(["PETREL_LOG_FROMAT": "json"]))
        #expect(outcome.status == 78)
        for part in [
            "7 mistakes", "\(file):1", "no setting lisen; did you mean listen?", "\(file):3",
            "log.level cannot be \"loud\": expected trace, debug", "\(file):5", "limits.idle-time",
            "did you mean demo.tenants?",
            "simulator.hosts cannot be \"0\": expected a whole number from 1",
            "did you mean PETREL_LOG_FORMAT?", "tls.certificate is missing",
        ] { #expect(outcome.errors.contains(part), "\(part)") }
        #expect(!sandbox.exists(sandbox.data))
    }

    @Test func `from a file that is not there, no YAML or twice the same are no settings`() throws {
        let sandbox = try Sandbox()
        #expect(throws: ConfigurationMistakes.self) {
            var sources = ConfigurationSources(environment: [:])
            sources.file = sandbox.path("nowhere.yaml")
            _ = try ServerConfiguration.reading(sources)
        }
        for text in [
            "listen: [1, 2]", "- listen", "listen: \"", "listen: a\nlisten: b", "just words",
        ] {
            #expect(!ConfigurationFile(text: text, name: "f").mistakes.isEmpty, "\(text)")
        }
        #expect(ConfigurationFile(text: "# nothing yet\n", name: "f").mistakes.isEmpty)
    }

    @Test func `are shown with their value and where they come from`() async throws {
        let sandbox = try Sandbox()
        let outcome = try await Program.run(
            ["config", "--json", "--set", "log.format=json"], sandbox.environment())
        let shown = try JSONReader().read(outcome.output)
        #expect(shown["log.format"] == ["value": "json", "from": "--set"])
        #expect(shown["data-dir"] == ["value": .string(sandbox.data), "from": "PETREL_DATA_DIR"])
        let defaults = try await Program.run(["config", "--defaults"], sandbox.environment())
        // Other plug-ins may follow.
        let known = DefaultsFile.text(with: [UsagePlugin.self, AMQPPlugin.self])
        #expect(defaults.output.hasPrefix(known))
    }
}
