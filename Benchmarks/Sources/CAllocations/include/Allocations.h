#pragma once
#include <stdint.h>

/* Counts what the whole process asks of the heap, on every thread, while counting is on.
   The definitions of malloc and its family in this target stand before the C library's. */

/* Begins to count, from zero. */
void allocations_begin(void);

/* Ends counting and says how many blocks were asked for. */
uint64_t allocations_end(void);

/* Bytes handed out less bytes given back since `allocations_begin`, with the heap's own eight per block. */
int64_t allocations_live_bytes(void);
