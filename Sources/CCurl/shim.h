#ifndef PETREL_CCURL_SHIM_H
#define PETREL_CCURL_SHIM_H

// Its checks of argument types do not hold through the functions below.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// What Swift cannot import: functions with any number of arguments, function pointers as options, system calls without
// a function of their own in every C library.

static inline CURLcode petrel_curl_number(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode petrel_curl_size(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// The library copies the text.
static inline CURLcode petrel_curl_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode petrel_curl_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

// The library keeps the list's address; it must outlive the transfer.
static inline CURLcode petrel_curl_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

// The library copies the bytes.
static inline CURLcode petrel_curl_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob;
    blob.data = (void *)bytes;
    blob.len = count;
    blob.flags = CURL_BLOB_COPY;
    return curl_easy_setopt(easy, option, &blob);
}

typedef size_t (*petrel_curl_bytes)(char *bytes, size_t size, size_t count, void *context);
typedef curl_socket_t (*petrel_curl_opener)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

// For CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION, which have one type.
static inline CURLcode petrel_curl_on_bytes(CURL *easy, CURLoption option, petrel_curl_bytes function) {
    return curl_easy_setopt(easy, option, function);
}

static inline CURLcode petrel_curl_on_open(CURL *easy, petrel_curl_opener function) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, function);
}

// Whole, also where the declared structure is too short for it.
static inline const struct sockaddr *petrel_curl_address(const struct curl_sockaddr *address) {
    return &address->addr;
}

static inline curl_socket_t petrel_curl_socket(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline CURLcode petrel_curl_get_number(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode petrel_curl_multi_number(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The finished transfer, if the message is of one.
static inline CURL *petrel_curl_done(const struct CURLMsg *message, CURLcode *result) {
    if (message->msg != CURLMSG_DONE)
        return NULL;
    *result = message->data.result;
    return message->easy_handle;
}

// A descriptor that can be read from once the process has ended; -1 where the kernel has none.
static inline int petrel_process_watch(pid_t process) {
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, process, 0);
#else
    return -1;
#endif
}

// A file without a name, in memory.
static inline int petrel_memory_file(void) {
#ifdef SYS_memfd_create
    return (int)syscall(SYS_memfd_create, "petrel", 1u /* MFD_CLOEXEC */);
#else
    return -1;
#endif
}

static inline int petrel_epoll(void) { return epoll_create1(EPOLL_CLOEXEC); }
static inline int petrel_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// Says that only the clock has moved.
static inline curl_socket_t petrel_curl_no_socket(void) { return CURL_SOCKET_TIMEOUT; }

// Whoever waits for sockets himself is told which, and until when.
static inline CURLMcode petrel_curl_multi_on_socket(CURLM *multi, curl_socket_callback function, void *context) {
    CURLMcode result = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, function);
    return result == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context) : result;
}

static inline CURLMcode petrel_curl_multi_on_timer(CURLM *multi, curl_multi_timer_callback function, void *context) {
    CURLMcode result = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, function);
    return result == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context) : result;
}

#endif
