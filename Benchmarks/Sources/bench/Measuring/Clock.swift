internal import Glibc

/// Nanoseconds since some fixed moment.
@inline(__always)
func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
}
