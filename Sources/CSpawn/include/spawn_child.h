#ifndef PETREL_SPAWN_CHILD_H
#define PETREL_SPAWN_CHILD_H

#include <sys/types.h>

/// A pipe whose ends no child inherits by accident. Answers 0 or an errno.
int petrel_pipe(int ends[2]);

/// Starts a program in a process group of its own, with nothing open but these three streams (-1 is /dev/null), no
/// signal blocked or ignored, in `folder` unless that is NULL. Answers 0 or an errno, and the number in `pid`.
///
/// In C because Swift sees neither pipe2 nor addclosefrom_np: what other threads open meanwhile must not be inherited.
int petrel_spawn(pid_t *pid, const char *program, char *const arguments[], char *const environment[],
                 const char *folder, int input, int output, int errors);

#endif
