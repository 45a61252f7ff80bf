#include "CNotifyBench.h"
#include <fcntl.h>
#include <malloc.h>
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>
#include "Arrivals.h"

void *petrel_arrivals_open(const char *path, int64_t capacity) {
    int file = open(path, O_RDWR | O_CREAT, 0600);
    size_t size = sizeof(struct arrivals) + (size_t)capacity * sizeof(petrel_arrival);
    if (file < 0) return NULL;
    if (ftruncate(file, (off_t)size) != 0) {
        close(file);
        return NULL;
    }
    struct arrivals *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (map == MAP_FAILED) return NULL;
    map->capacity = capacity;
    return map;
}

int64_t petrel_arrivals_count(const void *map) {
    return atomic_load(&((const struct arrivals *)map)->count);
}

int64_t petrel_arrivals_healthy(const void *map) {
    return atomic_load(&((const struct arrivals *)map)->healthy);
}

petrel_arrival petrel_arrivals_at(const void *map, int64_t index) {
    const struct arrivals *arrivals = map;
    return arrivals->items[index % arrivals->capacity];
}

void petrel_give_back_memory(void) { malloc_trim(0); }

void petrel_arrivals_clear(void *map) {
    struct arrivals *arrivals = map;
    atomic_store(&arrivals->count, 0);
    atomic_store(&arrivals->healthy, 0);
}
