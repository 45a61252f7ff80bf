#ifndef PETREL_ARRIVALS_H
#define PETREL_ARRIVALS_H

#include "CNotifyBench.h"
#include <stdatomic.h>

struct arrivals {
    _Atomic int64_t count;
    _Atomic int64_t healthy;
    int64_t capacity;
    petrel_arrival items[];
};

#endif
