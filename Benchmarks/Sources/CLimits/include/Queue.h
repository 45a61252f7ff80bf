#pragma once
#include "Event.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A bounded queue behind a mutex and a condition variable, with one consumer thread that sleeps when
   there is nothing to do. The consumer adds each event's bytes to a counter. */
struct limits_queue;

/* `batches` chooses how the consumer takes: everything at once by exchanging two buffers, or one event
   for each time it holds the mutex, as textbooks do. */
struct limits_queue *limits_queue_make(size_t limit, int batches);

/* Ends the consumer, which first handles everything there is. */
void limits_queue_free(struct limits_queue *queue);

/* Posts `count` events, waiting while the queue is full, and returns when all have been handled. */
void limits_queue_flood(struct limits_queue *queue, struct limits_event event, int64_t count);

/* From now on the consumer writes down how many nanoseconds old each event is, whose `volume` is the
   moment it was posted, into the next free place of `samples`. */
void limits_queue_record(struct limits_queue *queue, int32_t *samples, int64_t capacity);

/* Posts one event. */
void limits_queue_post(struct limits_queue *queue, struct limits_event event);

/* Returns when everything posted so far has been handled; says how many samples were written. */
int64_t limits_queue_drain(struct limits_queue *queue);

#ifdef __cplusplus
}
#endif
