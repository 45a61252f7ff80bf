extension Report {
    static let howToRead = """
        ## How to read this

        - The event has six fields (48 bytes, one of them a string too long to be stored inline); a handler adds
          one field to a counter. Events and handlers live in another module than the bus.
        - *Limit* is what the row's name promises least: C calls each handler through a function pointer found
          in memory; C++ passes events through a mutex and a condition variable; a plain trie holds the patterns.
          They are compiled with optimisation into the same program.
        - Times are the best of many short rounds, limit and Petrel taking turns, because other programs and the
          host can only add time; the ratio of the medians tells how it was meanwhile. Of queues, medians are compared.
        - *Allocations* are all blocks asked of the heap for one event, on all threads, counted by a `malloc` that
          stands before the C library's. They are exact and fail the run; times never do.
        - With two threads the machine itself may not give twice the rate of one; the C loop's own ratio on two
          threads stands beside ours for that reason.
        - The longest stop of a post is by own time: the processor time its thread used, or all of its time when it
          went to sleep by itself, as for a lock. Time during which the kernel ran another program is not the bus's.
          The control is the same measurement while the other thread interrupts this one's processor and touches
          no bus; how it is while that thread only computes is told below the table.

        """
}
