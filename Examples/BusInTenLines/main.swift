import PetrelBus

struct VolumeAttached: Event {
    let volume: String
    let machine: String
}

let bus = EventBus()
let subscription = bus.subscribe(to: VolumeAttached.self) { event in
    print("\(event.volume) is now attached to \(event.machine)")
}
bus.post(VolumeAttached(volume: "data-1", machine: "web-1"))
