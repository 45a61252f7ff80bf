#pragma once
#include <stddef.h>
#include <stdint.h>

/* The benchmark's event as C would write it: six fields, 48 bytes, the layout of Swift's VolumeResized. */
struct limits_event {
    uint64_t volume;
    int64_t sequence;
    struct {
        const char *text;
        size_t length;
    } name;
    int32_t zone;
    int32_t node;
    int64_t bytes;
};
