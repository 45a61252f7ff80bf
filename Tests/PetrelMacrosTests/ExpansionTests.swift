#if Macros
    import Testing

    struct ExpansionTests {
        @Test func `a synchronous method becomes a line with its full name and type`() {
            let expansion = Expansion(
                """
                @Subscriber final class Meter {
                    @Subscribe(priority: 10) func started(by event: Started) throws {}
                }
                """)
            #expect(
                expansion.source == """
                    final class Meter {
                        func started(by event: Started) throws {}
                    }

                    extension Meter: PetrelBus.EventSubscriber {
                        nonisolated static var eventHandlers: [PetrelBus.EventHandler<Meter>] {
                            [
                                PetrelBus.On(Meter.started(by:) as @Sendable (Meter) -> (Started) throws -> Void, priority: 10),
                            ]
                        }
                    }
                    """)
            #expect(expansion.messages.isEmpty)
        }

        @Test func `a method that has to be awaited becomes a closure`() {
            let expansion = Expansion(
                """
                @Subscriber actor Audit {
                    @Subscribe(delivery: .queued(limit: 3, whenFull: .wait))
                    func started(_ event: Started) throws {}
                    @Subscribe nonisolated func stopped(_ event: Stopped) {}
                }
                """)
            #expect(
                expansion.source.contains(
                    "On(async: Started.self, delivery: .queued(limit: 3, whenFull: .wait)) "
                        + "{ (subscriber: Audit, event: Started) in\n"))
            #expect(expansion.source.contains(" try await subscriber.started(event)\n"))
            #expect(expansion.source.contains("On(Audit.stopped(_:) as"))
        }

        @Test(arguments: ["public", "package"])
        func `the list is as visible as its type`(access: String) {
            let expansion = Expansion(
                "@Subscriber \(access) actor Audit { @Subscribe func started(_ event: Started) {} }"
            )
            #expect(expansion.source.contains("    \(access) nonisolated static var eventHandlers"))
        }

        @Test func `a conformance that the type declares itself is not repeated`() {
            let expansion = Expansion(
                """
                @Subscriber actor Audit: EventSubscriber { @Subscribe func on(_ event: Started) {} }
                """, conformances: [])
            #expect(expansion.source.contains("extension Audit {"))
        }

        @Test func `a faulty method is left out of the list`() {
            let expansion = Expansion(
                """
                @Subscriber actor Audit {
                    @Subscribe func started() {}
                    @Subscribe func stopped(_ event: Stopped) {}
                }
                """)
            #expect(!expansion.source.contains("subscriber.started"))
            #expect(expansion.source.contains("subscriber.stopped(event)"))
            #expect(expansion.messages.count == 1)
        }
    }
#endif
