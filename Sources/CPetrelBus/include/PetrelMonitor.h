#ifndef PETREL_MONITOR_H
#define PETREL_MONITOR_H

#include <stdbool.h>
#include <stdint.h>

// A lock with a condition, a thread and a clock: what the delivery threads need of the system.

typedef struct petrel_monitor petrel_monitor;

petrel_monitor *_Nonnull petrel_monitor_make(void);
void petrel_monitor_free(petrel_monitor *_Nonnull monitor);
void petrel_monitor_lock(petrel_monitor *_Nonnull monitor);
void petrel_monitor_unlock(petrel_monitor *_Nonnull monitor);
/// Waits, with the lock given up meanwhile, until signalled.
void petrel_monitor_wait(petrel_monitor *_Nonnull monitor);
void petrel_monitor_signal(petrel_monitor *_Nonnull monitor);

/// Starts a detached thread. False when the system refuses one.
bool petrel_thread_start(void (*_Nonnull body)(void *_Nonnull), void *_Nonnull context);
unsigned petrel_processors(void);

/// Nanoseconds on a clock that never goes back.
uint64_t petrel_now(void);
/// The same clock, a few milliseconds coarse and several times cheaper.
uint64_t petrel_now_coarse(void);
/// Gives the processor to another thread.
void petrel_pause(void);
/// Tells the processor that this is a short wait.
void petrel_relax(void);
void petrel_sleep(uint64_t nanoseconds);

#endif
