#ifndef PETREL_ROUTE_H
#define PETREL_ROUTE_H

#include "PetrelReader.h"

// Where an event goes: type -> route -> handler list. Tables and lists never change once published; a change
// publishes a new one and retires the old one until every reader has left it.

/// The part of a subscription that a posting thread looks at.
typedef struct petrel_subscription {
    uint32_t cancelled;
    /// The Swift object behind it, which outlives every list that mentions it.
    const void *_Nullable owner;
    uint64_t rejected;
    uint64_t failed;
    uint64_t dropped;
    uint64_t sampled_ns;
    uint64_t slowest_ns;
} petrel_subscription;

/// A handler object, not retained here, and the subscription it is called for.
typedef struct petrel_entry {
    const void *_Nonnull handler;
    petrel_subscription *_Nonnull subscription;
} petrel_entry;

/// One thread's count of deliveries through one list.
typedef struct petrel_cell {
    uint64_t count;
    uint64_t next_sample;
} petrel_cell;

enum { petrel_cells = 64 };

typedef struct petrel_list {
    size_t count;
    const petrel_entry *_Nullable entries;
    /// By the reader's index; the last place stays empty, for threads beyond the others.
    petrel_cell *_Nullable cells[petrel_cells + 1];
    /// Deliveries counted on the slow path by threads without a cell.
    uint64_t uncelled;
    /// Set when each post has to be watched: all handlers have conditions and somebody wants dead events.
    uint32_t watched;
    /// The number of dead events seen through this list.
    uint64_t dead;
} petrel_list;

typedef struct petrel_route {
    petrel_list *_Nullable list;
} petrel_route;

typedef struct petrel_slot {
    uintptr_t key;
    petrel_route *_Nullable route;
} petrel_slot;

typedef struct petrel_table {
    size_t mask;
    petrel_slot *_Nonnull slots;
} petrel_table;

typedef struct petrel_switchboard {
    petrel_table *_Nonnull table;
} petrel_switchboard;

static inline size_t petrel_place(uintptr_t key) {
    return (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

/// The list to deliver through, its delivery counted; NULL when the slow way must decide.
static inline const petrel_list *_Nullable petrel_route_begin(
    const petrel_route *_Nonnull route, const petrel_reader *_Nonnull reader) {
    const petrel_list *list = __atomic_load_n(&route->list, __ATOMIC_ACQUIRE);
    if (__builtin_expect(!list, 0)) return NULL;
    petrel_cell *cell = __atomic_load_n(&list->cells[reader->index], __ATOMIC_RELAXED);
    if (__builtin_expect(!cell, 0)) return NULL;
    uint64_t count = cell->count;
    if (__builtin_expect(count == cell->next_sample, 0)) return NULL;
    __atomic_store_n(&cell->count, count + 1, __ATOMIC_RELAXED);
    return list;
}

/// The route of an event type, or NULL when none was posted or asked for yet.
static inline petrel_route *_Nullable petrel_find(
    const petrel_switchboard *_Nonnull switchboard, uintptr_t key) {
    const petrel_table *table = __atomic_load_n(&switchboard->table, __ATOMIC_ACQUIRE);
    size_t place = petrel_place(key) & table->mask;
    for (;;) {
        const petrel_slot *slot = &table->slots[place];
        if (__builtin_expect(slot->key == key, 1)) return slot->route;
        if (slot->key == 0) return NULL;
        place = (place + 1) & table->mask;
    }
}

/// Whether the handler may be called. From here until the next call a cancelling thread sees it as running.
static inline bool petrel_claim(petrel_reader *_Nonnull reader, const petrel_subscription *_Nonnull subscription) {
    __atomic_store_n(&reader->running, subscription, __ATOMIC_RELAXED);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    return __builtin_expect(__atomic_load_n(&subscription->cancelled, __ATOMIC_RELAXED) == 0, 1);
}

/// The same on the long way.
static inline bool petrel_claim_slowly(
    petrel_reader *_Nonnull reader, const petrel_subscription *_Nonnull subscription) {
    __atomic_store_n(&reader->running, subscription, __ATOMIC_RELAXED);
    petrel_reader_fence();
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    return __atomic_load_n(&subscription->cancelled, __ATOMIC_RELAXED) == 0;
}

static inline void petrel_cancel(petrel_subscription *_Nonnull subscription) {
    __atomic_store_n(&subscription->cancelled, 1, __ATOMIC_SEQ_CST);
}

static inline bool petrel_is_cancelled(const petrel_subscription *_Nonnull subscription) {
    return __atomic_load_n(&subscription->cancelled, __ATOMIC_ACQUIRE) != 0;
}

static inline void petrel_route_publish(petrel_route *_Nonnull route, petrel_list *_Nullable list) {
    __atomic_store_n(&route->list, list, __ATOMIC_RELEASE);
}

static inline void petrel_switchboard_publish(
    petrel_switchboard *_Nonnull switchboard, petrel_table *_Nonnull table) {
    __atomic_store_n(&switchboard->table, table, __ATOMIC_RELEASE);
}

static inline petrel_list *_Nullable petrel_route_list(const petrel_route *_Nonnull route) {
    return __atomic_load_n(&route->list, __ATOMIC_ACQUIRE);
}

static inline uint64_t petrel_read(const uint64_t *_Nonnull counter) {
    return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

static inline void petrel_note(uint64_t *_Nonnull place, uint64_t value) {
    __atomic_store_n(place, value, __ATOMIC_RELAXED);
}

static inline void petrel_add(uint64_t *_Nonnull counter, uint64_t amount) {
    __atomic_fetch_add(counter, amount, __ATOMIC_RELAXED);
}

static inline void petrel_raise(uint64_t *_Nonnull counter, uint64_t value) {
    uint64_t seen = __atomic_load_n(counter, __ATOMIC_RELAXED);
    while (value > seen &&
           !__atomic_compare_exchange_n(counter, &seen, value, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {}
}

// Counters are named one by one, because Swift, taking the address of a member, would have written to all of them as
// far as the thread sanitizer can tell.

static inline void petrel_rejected(petrel_subscription *_Nonnull one) { petrel_add(&one->rejected, 1); }
static inline void petrel_failed(petrel_subscription *_Nonnull one) { petrel_add(&one->failed, 1); }
static inline void petrel_dropped(petrel_subscription *_Nonnull one) { petrel_add(&one->dropped, 1); }
static inline void petrel_took(petrel_subscription *_Nonnull one, uint64_t nanoseconds, uint64_t weight) {
    petrel_add(&one->sampled_ns, nanoseconds * weight);
    petrel_raise(&one->slowest_ns, nanoseconds);
}

/// The counters as they are now.
static inline petrel_subscription petrel_counters(const petrel_subscription *_Nonnull one) {
    petrel_subscription copy = {0};
    copy.rejected = petrel_read(&one->rejected);
    copy.failed = petrel_read(&one->failed);
    copy.dropped = petrel_read(&one->dropped);
    copy.sampled_ns = petrel_read(&one->sampled_ns);
    copy.slowest_ns = petrel_read(&one->slowest_ns);
    return copy;
}

static inline void petrel_list_add_uncelled(petrel_list *_Nonnull list) { petrel_add(&list->uncelled, 1); }
static inline void petrel_list_add_dead(petrel_list *_Nonnull list) { petrel_add(&list->dead, 1); }
static inline uint64_t petrel_list_dead(const petrel_list *_Nonnull list) { return petrel_read(&list->dead); }

/// Only the thread whose cell it is writes it.
static inline void petrel_cell_set(petrel_cell *_Nonnull cell, uint64_t count, uint64_t next_sample) {
    petrel_note(&cell->count, count);
    cell->next_sample = next_sample;
}

/// The reader's cell in a list, made on its first delivery; NULL for threads beyond the cells.
petrel_cell *_Nullable petrel_list_cell(petrel_list *_Nonnull list, const petrel_reader *_Nonnull reader);

/// All deliveries counted so far.
uint64_t petrel_list_count(const petrel_list *_Nonnull list);

/// A list with room for `count` entries, which the caller fills in before publishing.
petrel_list *_Nonnull petrel_list_make(size_t count);
void petrel_list_free(petrel_list *_Nonnull list);
void petrel_list_set(petrel_list *_Nonnull list, size_t place, petrel_entry entry);

/// An empty table with at least `capacity` free places.
petrel_table *_Nonnull petrel_table_make(size_t capacity);
void petrel_table_add(petrel_table *_Nonnull table, uintptr_t key, petrel_route *_Nonnull route);
void petrel_table_free(petrel_table *_Nonnull table);

#endif
