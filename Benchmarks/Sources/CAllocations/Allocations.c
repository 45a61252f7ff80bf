#define _GNU_SOURCE
#include "Allocations.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

/* The C library's own functions under their second names. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static atomic_bool counting;
static _Atomic uint64_t blocks;
static _Atomic int64_t live;

enum { header = 8 };

static int on(void) { return atomic_load_explicit(&counting, memory_order_relaxed); }

static void *taken(void *p) {
    if (p && on()) {
        atomic_fetch_add_explicit(&blocks, 1, memory_order_relaxed);
        atomic_fetch_add_explicit(&live, (int64_t)malloc_usable_size(p) + header, memory_order_relaxed);
    }
    return p;
}

static void given_back(void *p) {
    if (p && on())
        atomic_fetch_sub_explicit(&live, (int64_t)malloc_usable_size(p) + header, memory_order_relaxed);
}

void *malloc(size_t size) { return taken(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) { return taken(__libc_calloc(count, size)); }
void *memalign(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }

void *realloc(void *p, size_t size) {
    given_back(p);
    return taken(__libc_realloc(p, size));
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    if (alignment < sizeof(void *) || (alignment & (alignment - 1))) return EINVAL;
    void *p = taken(__libc_memalign(alignment, size));
    if (!p) return ENOMEM;
    *result = p;
    return 0;
}

void free(void *p) {
    given_back(p);
    __libc_free(p);
}

void allocations_begin(void) {
    atomic_store(&blocks, 0);
    atomic_store(&live, 0);
    atomic_store(&counting, 1);
}

uint64_t allocations_end(void) {
    atomic_store(&counting, 0);
    return atomic_load(&blocks);
}

int64_t allocations_live_bytes(void) { return atomic_load(&live); }
