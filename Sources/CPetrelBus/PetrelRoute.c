#include "PetrelRoute.h"

#include <stdlib.h>

static void *some(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (!memory) abort();
    return memory;
}

petrel_cell *petrel_list_cell(petrel_list *list, const petrel_reader *reader) {
    if (reader->index >= petrel_cells) return NULL;
    petrel_cell *cell = __atomic_load_n(&list->cells[reader->index], __ATOMIC_ACQUIRE);
    if (cell) return cell;
    cell = aligned_alloc(64, 64); // a cache line of its own
    if (!cell) abort();
    cell->count = 0;
    cell->next_sample = 0;
    // Only the thread that owns the reader's record writes this place.
    __atomic_store_n(&list->cells[reader->index], cell, __ATOMIC_RELEASE);
    return cell;
}

uint64_t petrel_list_count(const petrel_list *list) {
    uint64_t sum = petrel_read(&list->uncelled);
    for (int i = 0; i < petrel_cells; i++) {
        const petrel_cell *cell = __atomic_load_n(&list->cells[i], __ATOMIC_ACQUIRE);
        if (cell) sum += petrel_read(&cell->count);
    }
    return sum;
}

petrel_list *petrel_list_make(size_t count) {
    petrel_list *list = some(1, sizeof *list);
    list->count = count;
    list->entries = count ? some(count, sizeof(petrel_entry)) : NULL;
    return list;
}

void petrel_list_set(petrel_list *list, size_t place, petrel_entry entry) {
    ((petrel_entry *)list->entries)[place] = entry;
}

void petrel_list_free(petrel_list *list) {
    for (int i = 0; i < petrel_cells; i++) free(list->cells[i]);
    free((void *)list->entries);
    free(list);
}

petrel_table *petrel_table_make(size_t capacity) {
    size_t size = 8;
    while (size < capacity * 2) size *= 2;
    petrel_table *table = some(1, sizeof *table);
    table->mask = size - 1;
    table->slots = some(size, sizeof(petrel_slot));
    return table;
}

void petrel_table_add(petrel_table *table, uintptr_t key, petrel_route *route) {
    size_t place = petrel_place(key) & table->mask;
    while (table->slots[place].key) place = (place + 1) & table->mask;
    table->slots[place].key = key;
    table->slots[place].route = route;
}

void petrel_table_free(petrel_table *table) {
    free(table->slots);
    free(table);
}
