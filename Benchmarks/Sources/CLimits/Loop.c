#include "Loop.h"

#include <stdlib.h>

enum { zones = 8, cache_line = 64 };

struct handler {
    void (*handle)(void *context, const struct limits_event *event);
    void *context;
};

struct limits_loop {
    size_t count;
    struct handler *handlers;
};

static void add(void *context, const struct limits_event *event) {
    *(int64_t *)context += event->bytes;
}

static void add_by_zone(void *context, const struct limits_event *event) {
    *(int64_t *)((char *)context + (size_t)event->zone * cache_line) += event->bytes;
}

struct limits_loop *limits_loop_make(size_t handlers, int by_zone) {
    struct limits_loop *loop = malloc(sizeof *loop);
    loop->count = handlers;
    loop->handlers = calloc(handlers + 1, sizeof *loop->handlers);
    for (size_t i = 0; i < handlers; i++) {
        void *counters = aligned_alloc(cache_line, zones * cache_line);
        for (size_t j = 0; j < zones * cache_line / sizeof(int64_t); j++) ((int64_t *)counters)[j] = 0;
        loop->handlers[i].handle = by_zone ? add_by_zone : add;
        loop->handlers[i].context = counters;
    }
    return loop;
}

void limits_loop_free(struct limits_loop *loop) {
    for (size_t i = 0; i < loop->count; i++) free(loop->handlers[i].context);
    free(loop->handlers);
    free(loop);
}

/* Not inlined: a publisher is called from elsewhere and finds its handlers in memory. */
__attribute__((noinline)) static void post(const struct limits_loop *loop, const struct limits_event *event) {
    const struct handler *end = loop->handlers + loop->count;
    for (const struct handler *h = loop->handlers; h != end; h++) h->handle(h->context, event);
}

void limits_loop_post(struct limits_loop *loop, struct limits_event event, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        event.sequence = i;
        event.bytes = i & 7;
        post(loop, &event);
    }
}

int64_t limits_loop_total(const struct limits_loop *loop) {
    int64_t total = 0;
    for (size_t i = 0; i < loop->count; i++)
        for (size_t zone = 0; zone < zones; zone++)
            total += *(int64_t *)((char *)loop->handlers[i].context + zone * cache_line);
    return total;
}
