#if Macros
    @testable import PetrelMacrosPlugin
    import Testing

    struct MistakeTests {
        @Test(arguments: [
            ("static func on(_ event: Started) {}", Mistake.notOnInstances("static")),
            ("class func on(_ event: Started) {}", .notOnInstances("class")),
            ("mutating func on(_ event: Started) {}", .mutating),
            ("func on<E: Event>(_ event: E) {}", .generic),
            ("func on(_ event: some Event) {}", .generic),
            ("func on(_ event: any Billable) {}", .family("any Billable")),
            ("func on() {}", .parameterCount(0)),
            ("func on(_ event: Started, twice: Bool) {}", .parameterCount(2)),
            ("func on(_ events: Started...) {}", .notAPlainValue("...")),
            ("func on(_ event: inout Started) {}", .notAPlainValue("inout")),
            ("func on(_ event: consuming Started) {}", .notAPlainValue("consuming")),
            ("func on(_ event: Started) -> Int { 0 }", .returnsSomething),
            ("var started: Int { 0 }", .notAMethod),
        ])
        func `a method that cannot be a handler is refused`(member: String, mistake: Mistake) {
            let expansion = Expansion(
                """
                @Subscriber final class Meter {
                    @Subscribe \(member)
                    @Subscribe func stopped(_ event: Stopped) {}
                }
                """)
            #expect(expansion.messages == [mistake.message])
        }

        @Test(arguments: [
            ("priority: 10", Mistake.priorityInQueue),
            ("delivery: .immediate", .immediateButQueued),
        ])
        func `what a queue cannot honour is refused`(argument: String, mistake: Mistake) {
            for method in ["func on(_ event: Started) async {}", "func on(_ event: Started) {}"] {
                let expansion = Expansion(
                    "@Subscriber actor Audit { @Subscribe(\(argument)) \(method) }")
                #expect(expansion.messages == [mistake.message])
            }
        }

        @Test(arguments: [
            ("extension Meter { @Subscribe func on(_ event: Started) {} }", Mistake.inExtension),
            ("final class Meter { @Subscribe func on(_ event: Started) {} }", .withoutSubscriber),
            ("@Subscribe func on(_ event: Started) {}", .notAMethod),
            ("@Subscriber final class Meter { func on(_ event: Started) {} }", .noMethods),
            (
                "@Subscriber class Meter { @Subscribe func on(_ event: Started) {} }",
                .notFinal("Meter")
            ),
            (
                "@Subscriber struct Meter { @Subscribe func on(_ event: Started) {} }",
                .notAClassOrActor
            ),
            (
                """
                @Subscriber final class Meter {
                    #if DEBUG
                        #if os(Linux)
                            @Subscribe func on(_ event: Started) {}
                        #endif
                    #endif
                }
                """, .conditional
            ),
        ])
        func `a mark in the wrong place is refused`(source: String, mistake: Mistake) {
            #expect(Expansion(source).messages == [mistake.message])
        }

        @Test func `a module's name before the mark changes nothing`() {
            let expansion = Expansion(
                """
                @Subscriber final class Meter {
                    @PetrelMacros.Subscribe func on(_ event: Started) {}
                }
                """)
            #expect(expansion.source.contains("On(Meter.on(_:)"))
        }
    }
#endif
