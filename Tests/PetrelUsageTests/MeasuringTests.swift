internal import PetrelCloud
internal import PetrelStates
internal import Testing

@testable internal import PetrelUsage

@Suite struct MeasuringTests {
    @Test func `amounts add up, readings count their difference, and a reset begins anew`() {
        var story = Story(.network, "network-1")
        story.measures("NETWORK_BYTES_SENT", at: 10, ["value": 5])
        story.measures("NETWORK_BYTES_SENT", at: 20, ["reading": 100])
        story.measures("NETWORK_BYTES_SENT", at: 30, ["reading": 130])
        story.measures("NETWORK_BYTES_SENT", at: 40, ["reading": 7])
        story.measures("NETWORK_BYTES_SENT", at: 50, ["value": -7])
        var usage = ResourceUsage()
        let steps = story.events.flatMap { UsageFold().fold($0, into: &usage) }
        let amounts = steps.map { step -> Int64 in
            if case .sample(let sample) = step { sample.amount } else { -1 }
        }
        #expect(amounts == [5, 100, 30, 7])
    }

    @Test func `a gauge holds until it shows something else`() {
        var story = Story(.virtualMachine, "vm-1")
        story.measures("GPUS", at: 10, ["value": 2])
        story.measures("GPUS", at: 20, ["value": 2])
        story.measures("GPUS", at: 30, ["value": 4])
        story.measures("GPUS", at: 40, ["value": 0])
        let fold = UsageFold(meters: ["GPUS": .gauge])
        #expect(story.times(Meter("GPUS"), fold) == [[10, 30], [30, 40]])
        #expect(story.times(Meter("GPUS")).isEmpty)
    }
}
