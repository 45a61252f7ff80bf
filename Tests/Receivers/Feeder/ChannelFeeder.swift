internal import Glibc

/// Reads one order a line from standard input, carries it out through a real channel, and writes one answer a line.
///
/// Up to 64 orders are under way at once; an answer begins with its order's number.
@main
struct ChannelFeeder {
    static func main() async {
        let feeder = Feeder()
        await withTaskGroup(of: Void.self) { group in
            var count = 0
            while let line = readLine() {
                // An order for everybody waits for what came before, and is done before what comes after.
                let isForAll = line.hasPrefix(#"{"operator""#)
                while count > 0, isForAll || count >= 64 {
                    await group.next()
                    count -= 1
                }
                if isForAll {
                    write(await feeder.answer(line))
                } else {
                    group.addTask { write(await feeder.answer(line)) }
                    count += 1
                }
            }
        }
    }

    private static func write(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        // Answers are shorter than what a pipe takes at once, so lines do not mix.
        _ = Glibc.write(1, bytes, bytes.count)
    }
}
