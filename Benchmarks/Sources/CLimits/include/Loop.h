#pragma once
#include "Event.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The least a publisher can do: walk an array of function pointers, each with its context. */
struct limits_loop;

/* A loop over `handlers` handlers. All of them add the event's bytes to their own counter; with
   `by_zone` they keep one counter a zone, a cache line apart, so that threads do not share one. */
struct limits_loop *limits_loop_make(size_t handlers, int by_zone);
void limits_loop_free(struct limits_loop *loop);

/* Posts `count` events, one call each, changing `sequence` and `bytes` every time. */
void limits_loop_post(struct limits_loop *loop, struct limits_event event, int64_t count);

/* What all handlers added up, so that nobody can leave the work out. */
int64_t limits_loop_total(const struct limits_loop *loop);

#ifdef __cplusplus
}
#endif
