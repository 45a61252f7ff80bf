#include "PetrelReader.h"
#include "PetrelRoute.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
// linux/membarrier.h is missing from some C libraries; the numbers are the kernel's.
enum { REGISTER_PRIVATE_EXPEDITED = 1 << 4, PRIVATE_EXPEDITED = 1 << 3 };
#endif

_Thread_local petrel_reader *petrel_reader_of_thread __attribute__((tls_model("initial-exec"))) = NULL;
static _Thread_local petrel_reader *own = NULL;
static bool needs_fence = true;

static petrel_reader *all = NULL;
static uint32_t count = 0;
static pthread_key_t at_thread_exit;

/// A thread that ends leaves its record, with the counters it points to, to the next one that comes.
static void give_back(void *record) {
    petrel_reader *reader = record;
    petrel_reader_of_thread = own = NULL;
    __atomic_store_n(&reader->taken, 0, __ATOMIC_RELEASE);
}

__attribute__((constructor)) static void prepare(void) {
    pthread_key_create(&at_thread_exit, give_back);
#if defined(__linux__)
    if (syscall(SYS_membarrier, REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0) needs_fence = false;
#endif
}

static petrel_reader *take_over(void) {
    for (petrel_reader *reader = petrel_reader_first(); reader; reader = reader->next) {
        uint32_t expected = 0;
        if (__atomic_compare_exchange_n(
                &reader->taken, &expected, 1, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
            return reader;
    }
    return NULL;
}

static petrel_reader *add(void) {
    // Whole pairs of cache lines, so that no two threads write the same one. (Swift imports no over-aligned types.)
    size_t size = (sizeof(petrel_reader) + 127) / 128 * 128;
    petrel_reader *reader = aligned_alloc(128, size);
    if (!reader) abort();
    memset(reader, 0, size);
    reader->taken = 1;
    uint32_t number = __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
    reader->index = number < petrel_cells ? number : petrel_cells;
    reader->next = __atomic_load_n(&all, __ATOMIC_RELAXED);
    while (!__atomic_compare_exchange_n(
        &all, &reader->next, reader, true, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {}
    return reader;
}

petrel_reader *petrel_reader_make(void) {
    if (own) return own;
    petrel_reader *reader = take_over();
    if (!reader) reader = add();
    own = reader;
    if (!needs_fence) petrel_reader_of_thread = reader;
    pthread_setspecific(at_thread_exit, reader);
    return reader;
}

petrel_reader *petrel_reader_current(void) { return own; }

void petrel_reader_fence(void) {
    if (needs_fence) __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

petrel_reader *petrel_reader_first(void) { return __atomic_load_n(&all, __ATOMIC_ACQUIRE); }

void petrel_reader_barrier(void) {
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
#if defined(__linux__)
    if (!needs_fence) syscall(SYS_membarrier, PRIVATE_EXPEDITED, 0, 0);
#endif
}
