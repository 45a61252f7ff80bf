#ifndef PETREL_READER_H
#define PETREL_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// One record for each thread that posts. Its owner writes it with plain stores; whoever changes the handler lists
// reads it after a process-wide barrier, so that posting needs no fence, no lock and no shared counter.

/// A delivery of another bus that this thread has to come back to.
typedef struct petrel_frame {
    const void *_Nullable bus;
    void *_Nullable pending;
    const void *_Nullable running;
    struct petrel_frame *_Nullable outer;
} petrel_frame;

typedef struct petrel_reader {
    /// Odd while the thread is inside a delivery and may hold pointers into handler lists.
    uint64_t epoch;
    /// The bus whose delivery is innermost on this thread, or NULL.
    const void *_Nullable bus;
    /// Events posted from inside that delivery, waiting for it to end (owned by Swift), or NULL.
    void *_Nullable pending;
    /// Deliveries of other buses underneath.
    petrel_frame *_Nullable outer;
    /// The subscription whose handler is being called.
    const void *_Nullable running;
    /// A handler list was retired while this thread was inside: see to it on the way out.
    uint32_t attention;
    /// The place of this thread's counters, which no other living thread has unless it is the last one.
    uint32_t index;
    /// Set by a handler with a condition when the condition held.
    uint32_t accepted;
    /// How many posts-inside-handlers led here.
    uint32_t hop;
    /// Where full queues that ask the publisher to wait leave the event (owned by Swift), or NULL.
    void *_Nullable refused;
    uint32_t taken;
    struct petrel_reader *_Nullable next;
} petrel_reader;

extern _Thread_local petrel_reader *_Nullable petrel_reader_of_thread __attribute__((tls_model("initial-exec")));

/// The calling thread's record for posting the fast way. NULL before its first post, and always where the kernel
/// offers no process-wide barrier: there every post takes the long way, which has fences.
static inline petrel_reader *_Nullable petrel_reader_fast(void) { return petrel_reader_of_thread; }

/// The calling thread's record, or NULL before its first post.
petrel_reader *_Nullable petrel_reader_current(void);

/// The calling thread's record, made or taken over from a thread that ended.
petrel_reader *_Nonnull petrel_reader_make(void);

/// A fence, where the kernel offers no process-wide barrier.
void petrel_reader_fence(void);

/// The first of all records; follow `next`.
petrel_reader *_Nullable petrel_reader_first(void);

/// After this returns, each thread has either seen every store made before it, or been seen by every load after it.
void petrel_reader_barrier(void);

static inline uint64_t petrel_reader_epoch(const petrel_reader *_Nonnull reader) {
    return __atomic_load_n(&reader->epoch, __ATOMIC_ACQUIRE);
}

static inline const void *_Nullable petrel_reader_running(const petrel_reader *_Nonnull reader) {
    return __atomic_load_n(&reader->running, __ATOMIC_ACQUIRE);
}

/// Whether the thread may hold pointers into lists of this bus, as it looked at a barrier that has just passed.
static inline bool petrel_reader_may_read(const petrel_reader *_Nonnull reader, const void *_Nonnull bus) {
    if (petrel_reader_epoch(reader) % 2 == 0) return false;
    return __atomic_load_n(&reader->bus, __ATOMIC_RELAXED) == bus ||
           __atomic_load_n(&reader->outer, __ATOMIC_RELAXED) != NULL;
}

/// Why a thread is asked for attention: somebody else waits for it to leave, or it retired something itself.
enum { petrel_asked_by_others = 1, petrel_asked_by_itself = 2 };

static inline void petrel_reader_ask_attention(petrel_reader *_Nonnull reader, uint32_t reason) {
    __atomic_fetch_or(&reader->attention, reason, __ATOMIC_SEQ_CST);
}

static inline uint32_t petrel_reader_take_attention(petrel_reader *_Nonnull reader) {
    return __atomic_exchange_n(&reader->attention, 0, __ATOMIC_ACQ_REL);
}

static inline void petrel_reader_enter(petrel_reader *_Nonnull reader, const void *_Nonnull bus) {
    __atomic_store_n(&reader->epoch, reader->epoch + 1, __ATOMIC_RELAXED);
    __atomic_store_n(&reader->bus, bus, __ATOMIC_RELAXED);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}

static inline void petrel_reader_leave(petrel_reader *_Nonnull reader) {
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    __atomic_store_n(&reader->bus, NULL, __ATOMIC_RELAXED);
    __atomic_store_n(&reader->epoch, reader->epoch + 1, __ATOMIC_RELEASE);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}

/// Puts a delivery of another bus on top of the one under way, which `frame` remembers.
static inline void petrel_reader_push(
    petrel_reader *_Nonnull reader, petrel_frame *_Nonnull frame, const void *_Nonnull bus) {
    *frame = (petrel_frame){reader->bus, reader->pending, reader->running, reader->outer};
    __atomic_store_n(&reader->outer, frame, __ATOMIC_RELAXED);
    __atomic_store_n(&reader->bus, bus, __ATOMIC_RELAXED);
    reader->pending = NULL;
}

/// Where the events wait that were posted from inside the innermost delivery. (Swift, taking the address of a member,
/// would have written to the whole record as far as the thread sanitizer can tell.)
static inline void *_Nullable *_Nonnull petrel_reader_pending(petrel_reader *_Nonnull reader) {
    return &reader->pending;
}

/// The same of a delivery underneath.
static inline void *_Nullable *_Nonnull petrel_frame_pending(petrel_frame *_Nonnull frame) {
    return &frame->pending;
}

/// Comes back to the delivery underneath.
static inline void petrel_reader_pop(petrel_reader *_Nonnull reader) {
    const petrel_frame *frame = reader->outer;
    reader->pending = frame->pending;
    __atomic_store_n(&reader->running, frame->running, __ATOMIC_RELAXED);
    __atomic_store_n(&reader->bus, frame->bus, __ATOMIC_RELAXED);
    __atomic_store_n(&reader->outer, frame->outer, __ATOMIC_RELEASE);
}

static inline bool petrel_reader_has_attention(const petrel_reader *_Nonnull reader) {
    return __builtin_expect(__atomic_load_n(&reader->attention, __ATOMIC_RELAXED) != 0, 0);
}

#endif
