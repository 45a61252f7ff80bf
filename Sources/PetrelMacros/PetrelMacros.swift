#if Macros
    public import PetrelBus

    /// Writes the list of a class's or an actor's handlers from its methods marked ``Subscribe(priority:delivery:)``.
    ///
    /// ```swift
    /// @Subscriber final class Meter {
    ///     @Subscribe func started(_ event: MachineStarted) { … }
    ///     @Subscribe(priority: 10) func resized(_ event: VolumeResized) throws { … }
    /// }
    /// let subscription = bus.register(meter)
    /// ```
    ///
    /// The type must be `Sendable`, and a class must be final. Only methods in the type's own declaration are found:
    /// a macro does not see extensions.
    @attached(extension, conformances: EventSubscriber, names: named(eventHandlers))
    public macro Subscriber() =
        #externalMacro(module: "PetrelMacrosPlugin", type: "SubscriberMacro")

    /// Marks a method of a ``Subscriber()`` as the handler of the one event that it takes.
    ///
    /// Synchronous methods are called on the posting thread, those of higher `priority` first, unless `delivery` names
    /// a queue. Asynchronous methods and those isolated to an actor always have a queue, by default of 1024 events
    /// that drops the oldest; they have no priority.
    @attached(peer)
    public macro Subscribe(priority: Int = 0, delivery: Delivery<any Event> = .immediate) =
        #externalMacro(module: "PetrelMacrosPlugin", type: "SubscribeMacro")

    /// The same with a queue that looks into its events:
    /// `@Subscribe(delivery: .queued(limit: 10, whenFull: .keepLatest(by: \VolumeResized.volume)))`.
    @attached(peer)
    public macro Subscribe<E: Event>(priority: Int = 0, delivery: Delivery<E>) =
        #externalMacro(module: "PetrelMacrosPlugin", type: "SubscribeMacro")
#endif
