#ifndef PETREL_NOTIFY_BENCH_H
#define PETREL_NOTIFY_BENCH_H

#include <stdint.h>

/* One request that the sink has taken. Its memory is shared between the sink's process and the one that measures. */
typedef struct {
    int64_t cursor;
    int64_t nanoseconds; /* of CLOCK_MONOTONIC, which all processes share */
    int32_t endpoint;
    int32_t isHealthy;
} petrel_arrival;

/* The file that a sink writes its arrivals to, as memory. `capacity` arrivals fit. NULL when that failed. */
void *petrel_arrivals_open(const char *path, int64_t capacity);
int64_t petrel_arrivals_count(const void *arrivals);
/* Of healthy endpoints only. */
int64_t petrel_arrivals_healthy(const void *arrivals);
petrel_arrival petrel_arrivals_at(const void *arrivals, int64_t index);
void petrel_arrivals_clear(void *arrivals);

/* Takes POSTs over HTTP/1.1 on all addresses of this machine until it is killed. /h/N is answered at once, /s/N after a
   second, /d/N never. */
int petrel_sink_run(int port, const char *path, int64_t capacity);

/* Posts `total` bodies to `count` addresses in turn, at most `concurrency` at a time, by libcurl's multi interface and
   nothing else. The answers that were 200; -1 when the library would not begin. */
int64_t petrel_bare_loop(const char *const *addresses, int count, int64_t total, int concurrency, const char *body,
                         const char *const *headers, int headerCount);

/* Has the allocator give what is free back to the system, so that what is resident is what is in use. */
void petrel_give_back_memory(void);

#endif
