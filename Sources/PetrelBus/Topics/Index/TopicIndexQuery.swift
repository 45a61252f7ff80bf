/// A topic taken apart for matching: for each of its segments, which known word it is.
struct TopicIndexQuery {
    struct Segment {
        /// The word's number in the index, 0 when no pattern has it.
        var word: UInt32
        /// The next place with the same word, ``none`` when there is none.
        var nextSame: UInt8

        static let none = UInt8.max
    }

    let segments: UnsafeMutableBufferPointer<Segment>

    var count: Int { segments.count }

    /// Fills `segments`, one for each word of the topic's bytes.
    init(
        _ topic: UnsafeBufferPointer<UInt8>, in trie: TopicIndexTrie,
        into segments: UnsafeMutableBufferPointer<Segment>
    ) {
        self.segments = segments
        var words = TopicIndexWords(topic)
        var place = 0
        while let word = words.next() {
            let number = trie.segment(for: word)
            (segments.baseAddress.unsafelyUnwrapped + place).initialize(
                to: Segment(word: number, nextSame: Segment.none))
            if number != 0 { linkToSameWord(before: place) }
            place += 1
        }
    }

    /// Those of the positions that have the same word as `place`, the first of them.
    @inline(__always)
    func positions(of place: Int, among positions: UInt128) -> UInt128 {
        var same: UInt128 = 1 &<< UInt128(truncatingIfNeeded: place)
        var next = segments[place].nextSame
        while next != Segment.none {
            same |= 1 &<< UInt128(truncatingIfNeeded: next)
            next = segments[Int(next)].nextSame
        }
        return same & positions
    }

    private func linkToSameWord(before place: Int) {
        let word = segments[place].word
        var earlier = place - 1
        while earlier >= 0 {
            if segments[earlier].word == word {
                segments[earlier].nextSame = UInt8(truncatingIfNeeded: place)
                return
            }
            earlier -= 1
        }
    }
}
