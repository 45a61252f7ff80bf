import Testing

@testable import PetrelStates

struct LayoutTests {
    enum Place: String, LifecycleName { case a, b, c, d, e, f, g, h, i, j }
    enum Move: String, LifecycleName { case m0, m1, m2, m3, m4, m5 }

    /// Tables of many shapes, from sparse to almost every pair joined, the same in every run.
    static let sheets: [Sheet] =
        (0..<8).map { seed in
            var random = SequenceOfNumbers(seed: UInt64(seed))
            let rows = (0..<(5 + 5 * seed)).map { _ in
                Transition<Place, Move>.from(
                    Place.allCases[random.next(below: 10)],
                    on: Move.allCases[random.next(below: 6)],
                    to: Place.allCases[random.next(below: 10)])
            }
            let machine = StateMachine(kind: "Shape", initial: [.a, .d], rows: rows)
            return Sheet(Picture(machine.erased.table))
        } + [Sheet(Picture(StateMachine(Drive.self).erased.table))]

    @Test func `states of which every two are joined stand in columns of their own`() {
        let places = Place.allCases.prefix(7)
        let rows = places.flatMap { from in
            places.filter { $0 != from }.map {
                Transition<Place, Move>.from(from, on: .m0, to: $0)
            }
        }
        let machine = StateMachine(kind: "Mesh", initial: [.a], rows: rows)
        let boxes = Sheet(Picture(machine.erased.table)).layout.boxes
        #expect(Set(boxes.map(\.x)).count == places.count)
    }

    private func overlap(_ one: Frame, _ other: Frame) -> Bool {
        one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom
    }

    @Test(arguments: sheets.indices) func `nothing lies over anything else`(number: Int) {
        let sheet = Self.sheets[number]
        let layout = sheet.layout
        let frames = layout.boxes + layout.marks + layout.routes.compactMap(\.label)
        #expect(layout.routes.allSatisfy { $0.label != nil })
        for (number, frame) in frames.enumerated() {
            #expect(frame.x >= 0 && frame.right <= layout.size.width + 0.01)
            #expect(frame.y >= 0 && frame.bottom <= layout.size.height + 0.01)
            for other in frames[(number + 1)...] { #expect(!overlap(frame, other)) }
        }
    }

    @Test(arguments: sheets.indices) func `text fits in its box`(number: Int) {
        let sheet = Self.sheets[number]
        for (state, frame) in zip(sheet.states, sheet.layout.boxes) {
            #expect(frame.width >= state.size.width)
            #expect(frame.height >= state.size.height)
        }
    }

    @Test(arguments: sheets.indices) func `arrows go from their state to their target`(number: Int)
    {
        let sheet = Self.sheets[number]
        let arrows = zip(sheet.picture.arrows, sheet.layout.routes)
        for (arrow, route) in arrows {
            let source = sheet.layout.boxes[arrow.from]
            let target = sheet.layout.boxes[arrow.to]
            #expect(touches(route.first.first, source))
            #expect(touches(route.second.last, target))
            #expect(touches(route.first.last, route.label))
            #expect(touches(route.second.first, route.label))
        }
    }

    private func touches(_ point: Point?, _ frame: Frame?) -> Bool {
        guard let point, let frame else { return false }
        let onSide = abs(point.x - frame.x) < 0.01 || abs(point.x - frame.right) < 0.01
        return onSide && point.y >= frame.y && point.y <= frame.bottom
    }

    /// Curves lie between the columns, where nothing stands; what crosses a column runs level.
    @Test(arguments: sheets.indices) func `arrows pass beside boxes and labels`(number: Int) {
        let sheet = Self.sheets[number]
        let frames =
            sheet.layout.boxes + sheet.layout.marks + sheet.layout.routes.compactMap(\.label)
        for route in sheet.layout.routes + sheet.layout.markRoutes {
            for points in [route.first, route.second] {
                for (from, to) in zip(points, points.dropFirst()) {
                    let way = Frame(
                        x: min(from.x, to.x), y: min(from.y, to.y), width: abs(from.x - to.x),
                        height: abs(from.y - to.y))
                    #expect(!frames.contains { crosses(way, $0) })
                }
            }
        }
    }

    private func crosses(_ way: Frame, _ frame: Frame) -> Bool {
        way.x < frame.right - 0.01 && frame.x < way.right - 0.01 && way.y < frame.bottom
            && frame.y < way.bottom
    }

    @Test(arguments: sheets.indices) func `arrows meet a box's side apart from each other`(
        number: Int
    ) {
        let sheet = Self.sheets[number]
        let ends = sheet.layout.routes.flatMap { [$0.first.first, $0.second.last] }.compactMap {
            $0
        }
        for (number, end) in ends.enumerated() {
            for other in ends[(number + 1)...] where abs(end.x - other.x) < 0.01 {
                #expect(abs(end.y - other.y) > 9)
            }
        }
    }

    @Test func `a life begins at the left`() {
        let sheet = Sheet(Picture(StateMachine(Drive.self).erased.table))
        let first = sheet.layout.boxes[0]
        #expect(sheet.layout.boxes.allSatisfy { $0.x + $0.width / 2 >= first.x + first.width / 2 })
        #expect(sheet.layout.marks[0].right < first.x)
    }

    @Test func `counting on the way gives what counting afresh would`() {
        var random = SequenceOfNumbers(seed: 3)
        var counts = RunningCounts()
        var numbers: [Int] = []
        for _ in 0..<200 {
            let number = random.next(below: 40)
            #expect(counts.count(upTo: number) == numbers.count { $0 <= number })
            counts.add(number)
            numbers.append(number)
        }
        #expect(counts.total == 200)
    }

    @Test func `things in a row keep their distance and come as near as they can`() {
        let items = [(10.0, 0.0), (10.0, 4.0), (100.0, 4.0)].map {
            Isotonic.Item(wishes: [($0.0, 1)], distance: $0.1)
        }
        #expect(Isotonic.places(of: items, squared: true) == [8, 12, 100])
        #expect(Isotonic.places(of: items, squared: false) == [6, 10, 100])
        #expect(Isotonic.places(of: [], squared: false).isEmpty)
    }

    @Test func `a limit is said in its largest whole unit`() {
        let limits: [Duration] = [.seconds(90), .seconds(600), .seconds(7200), .seconds(172_800)]
        #expect(limits.map(StateBox.words) == ["90 s", "10 min", "2 h", "2 d"])
    }
}
