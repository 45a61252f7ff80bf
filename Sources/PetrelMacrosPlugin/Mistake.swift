#if Macros
    import SwiftDiagnostics

    /// What is wrong with a use of the macros, and what to do about it.
    enum Mistake: Equatable {
        // Of @Subscriber.
        case notAClassOrActor
        case notFinal(String)
        case noMethods
        case conditional

        // Of @Subscribe.
        case notAMethod
        case inExtension
        case withoutSubscriber
        case notOnInstances(String)
        case mutating
        case generic
        case parameterCount(Int)
        case notAPlainValue(String)
        case family(String)
        case returnsSomething
        case priorityInQueue
        case immediateButQueued
    }

    extension Mistake: DiagnosticMessage {
        var severity: DiagnosticSeverity { .error }

        var diagnosticID: MessageID { MessageID(domain: "PetrelMacros", id: "\(self)") }

        var message: String {
            switch self {
            case .notAClassOrActor:
                "@Subscriber needs a final class or an actor, which the bus can hold; "
                    + "subscribe closures with bus.subscribe(to:) instead"
            case .notFinal(let name):
                "a subclass of '\(name)' would miss its handlers; make the class final"
            case .noMethods:
                "@Subscriber found no handlers; mark the methods that take events with @Subscribe"
            case .conditional:
                "@Subscriber cannot know which branch of #if is built; "
                    + "put the #if inside the method's body"
            case .notAMethod:
                "@Subscribe belongs on a method of a @Subscriber class or actor; "
                    + "move it there or remove it"
            case .inExtension:
                "@Subscriber does not see extensions; "
                    + "move this method into the declaration of its class or actor"
            case .withoutSubscriber:
                "nothing registers this method; mark the type around it with @Subscriber"
            case .notOnInstances(let word):
                "a \(word) method has no subscriber to be called on; remove '\(word)'"
            case .mutating:
                "a subscriber is an object, which no method mutates as a whole; remove 'mutating'"
            case .generic:
                "a generic method does not say which event it takes; "
                    + "give its parameter one concrete type"
            case .parameterCount(let count):
                "a @Subscribe method takes exactly one parameter, its event; this one takes \(count)"
            case .notAPlainValue(let word):
                "an event arrives as a plain value; remove '\(word)' from the parameter"
            case .family(let type):
                "a @Subscribe method takes one concrete type of event; "
                    + "for every event that is '\(type)' use bus.subscribe(to:)"
            case .returnsSomething:
                "nobody reads what a handler returns; remove the result, or post it as an event"
            case .priorityInQueue:
                "this method's events wait in a queue, because it is asynchronous or isolated to an "
                    + "actor, and there a priority has no effect; remove 'priority'"
            case .immediateButQueued:
                "this method cannot run inside post, because it is asynchronous or isolated to an "
                    + "actor; remove '.immediate' or name a queue"
            }
        }
    }
#endif
