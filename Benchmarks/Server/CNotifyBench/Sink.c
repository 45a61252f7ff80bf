#define _GNU_SOURCE
#include "Arrivals.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 64 << 10, EVENTS = 512, MOST = 1 << 17 };

struct connection {
    int socket;
    int used;
    char buffer[BUFFER];
};

/* Answers that wait for their time; all wait equally long, so the first is due first. */
struct late {
    int64_t due;
    int socket;
    unsigned generation;
};

static struct connection *connections[MOST];
static unsigned generations[MOST];
static struct late *line;
static size_t first, last, room;
static struct arrivals *arrivals;
static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
static const int64_t slowness = 1000000000;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void finish(int socket) {
    free(connections[socket]);
    connections[socket] = NULL;
    generations[socket]++;
    close(socket);
}

static void reply(int socket) {
    if (write(socket, answer, sizeof answer - 1) < 0) { /* the sender has gone; its end is told by epoll */
    }
}

static void reply_later(int socket) {
    if (last == room) {
        memmove(line, line + first, (last - first) * sizeof *line);
        last -= first;
        first = 0;
        if (last == room) {
            room = room ? room * 2 : 1024;
            line = realloc(line, room * sizeof *line);
        }
    }
    line[last++] = (struct late){now() + slowness, socket, generations[socket]};
}

/* The value of a header, whose name is in lower case and ends with its colon. */
static const char *header(const char *head, const char *end, const char *name) {
    size_t length = strlen(name);
    for (const char *at = head; at && at + length < end;) {
        if (strncasecmp(at, name, length) == 0) return at + length;
        at = memchr(at, '\n', (size_t)(end - at));
        if (at) at++;
    }
    return NULL;
}

/* Takes a request from the beginning of the buffer; how long it was, 0 when it is not all there. */
static int take(struct connection *c) {
    char *end = memmem(c->buffer, (size_t)c->used, "\r\n\r\n", 4);
    if (!end) return 0;
    const char *length = header(c->buffer, end, "content-length:");
    int whole = (int)(end - c->buffer) + 4 + (length ? atoi(length) : 0);
    if (c->used < whole) return 0;
    const char *path = memchr(c->buffer, ' ', 16);
    char kind = path ? path[2] : 'h';
    const char *cursor = header(c->buffer, end, "petrel-cursor:");
    int64_t index = atomic_load(&arrivals->count);
    arrivals->items[index % arrivals->capacity] = (petrel_arrival){
        cursor ? atoll(cursor) : 0, now(), path ? atoi(path + 4) : 0, kind == 'h'};
    if (kind == 'h') atomic_fetch_add(&arrivals->healthy, 1);
    atomic_store(&arrivals->count, index + 1);
    if (kind == 'h') reply(c->socket);
    if (kind == 's') reply_later(c->socket);
    return whole;
}

static void serve(int socket) {
    struct connection *c = connections[socket];
    if (!c) return;
    ssize_t count = read(socket, c->buffer + c->used, (size_t)(BUFFER - c->used));
    if (count <= 0) {
        if (count == 0 || (errno != EAGAIN && errno != EINTR)) finish(socket);
        return;
    }
    c->used += (int)count;
    int taken;
    while (c->used > 0 && (taken = take(c)) > 0) {
        c->used -= taken;
        memmove(c->buffer, c->buffer + taken, (size_t)c->used);
    }
}

static void welcome(int listener, int poll) {
    for (;;) {
        int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) return;
        if (socket >= MOST) {
            close(socket);
            continue;
        }
        int one = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        connections[socket] = calloc(1, sizeof(struct connection));
        connections[socket]->socket = socket;
        struct epoll_event event = {.events = EPOLLIN, .data.fd = socket};
        epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event);
    }
}

static int reply_due(void) {
    while (first < last && line[first].due <= now()) {
        struct late *late = &line[first++];
        if (generations[late->socket] == late->generation) reply(late->socket);
    }
    return first < last ? 10 : -1;
}

int petrel_sink_run(int port, const char *path, int64_t capacity) {
    arrivals = petrel_arrivals_open(path, capacity);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    if (!arrivals || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, 4096) != 0)
        return 1;
    int poll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event own = {.events = EPOLLIN, .data.fd = listener};
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &own);
    struct epoll_event events[EVENTS];
    for (int wait = -1;;) {
        int count = epoll_wait(poll, events, EVENTS, wait);
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == listener)
                welcome(listener, poll);
            else
                serve(events[i].data.fd);
        }
        wait = reply_due();
    }
}
