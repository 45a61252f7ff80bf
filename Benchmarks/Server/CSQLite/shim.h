#include <sqlite3.h>

/// SQLITE_TRANSIENT is a cast, which Swift does not see.
static inline int bench_bind_text(sqlite3_stmt *s, int i, const char *t, int n) {
    return sqlite3_bind_text(s, i, t, n, SQLITE_TRANSIENT);
}
static inline int bench_bind_blob(sqlite3_stmt *s, int i, const void *t, int n) {
    return sqlite3_bind_blob(s, i, t, n, SQLITE_TRANSIENT);
}
