#include "PetrelMonitor.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct petrel_monitor {
    pthread_mutex_t lock;
    pthread_cond_t condition;
};

petrel_monitor *petrel_monitor_make(void) {
    petrel_monitor *monitor = malloc(sizeof *monitor);
    if (!monitor) abort();
    pthread_mutex_init(&monitor->lock, NULL);
    pthread_cond_init(&monitor->condition, NULL);
    return monitor;
}

void petrel_monitor_free(petrel_monitor *monitor) {
    pthread_cond_destroy(&monitor->condition);
    pthread_mutex_destroy(&monitor->lock);
    free(monitor);
}

void petrel_monitor_lock(petrel_monitor *monitor) { pthread_mutex_lock(&monitor->lock); }
void petrel_monitor_unlock(petrel_monitor *monitor) { pthread_mutex_unlock(&monitor->lock); }
void petrel_monitor_wait(petrel_monitor *monitor) { pthread_cond_wait(&monitor->condition, &monitor->lock); }
void petrel_monitor_signal(petrel_monitor *monitor) { pthread_cond_signal(&monitor->condition); }

struct start {
    void (*body)(void *);
    void *context;
};

static void *begin(void *argument) {
    struct start start = *(struct start *)argument;
    free(argument);
    start.body(start.context);
    return NULL;
}

bool petrel_thread_start(void (*body)(void *), void *context) {
    struct start *start = malloc(sizeof *start);
    if (!start) return false;
    *start = (struct start){body, context};
    pthread_t thread;
    if (pthread_create(&thread, NULL, begin, start) != 0) {
        free(start);
        return false;
    }
    pthread_detach(thread);
    return true;
}

unsigned petrel_processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (unsigned)count : 1;
}

static uint64_t read_clock(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t petrel_now(void) { return read_clock(CLOCK_MONOTONIC); }

uint64_t petrel_now_coarse(void) {
#if defined(CLOCK_MONOTONIC_COARSE)
    return read_clock(CLOCK_MONOTONIC_COARSE);
#else
    return read_clock(CLOCK_MONOTONIC);
#endif
}

void petrel_pause(void) { sched_yield(); }

void petrel_relax(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__) || defined(__arm__)
    __asm__ volatile("yield");
#endif
}

void petrel_sleep(uint64_t nanoseconds) {
    struct timespec time = {(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)};
    nanosleep(&time, NULL);
}
