#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Interrupts every processor that runs a thread of this process once, as the kernel does for a memory barrier on behalf
   of the others. Nothing happens where the kernel cannot. */
void limits_interrupt(void);

#ifdef __cplusplus
}
#endif
