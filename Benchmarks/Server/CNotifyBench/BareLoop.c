#include "CNotifyBench.h"
#include <curl/curl.h>
#include <string.h>

static size_t nothing(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)context;
    return size * count;
}

static void begin(CURLM *multi, CURL *easy, const char *address) {
    curl_easy_setopt(easy, CURLOPT_URL, address);
    curl_multi_add_handle(multi, easy);
}

static CURL *prepare(const char *body, struct curl_slist *headers) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)strlen(body));
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, nothing);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 15000L);
    return easy;
}

int64_t petrel_bare_loop(const char *const *addresses, int count, int64_t total, int concurrency, const char *body,
                         const char *const *headers, int headerCount) {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return -1;
    CURLM *multi = curl_multi_init();
    if (!multi) return -1;
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 2000L);
    struct curl_slist *list = NULL;
    for (int i = 0; i < headerCount; i++) list = curl_slist_append(list, headers[i]);
    int64_t begun = 0, ended = 0, taken = 0;
    for (; begun < concurrency && begun < total; begun++)
        begin(multi, prepare(body, list), addresses[begun % count]);
    while (ended < total) {
        int running, left;
        curl_multi_perform(multi, &running);
        CURLMsg *message;
        while ((message = curl_multi_info_read(multi, &left))) {
            CURL *easy = message->easy_handle;
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            if (message->data.result == CURLE_OK && status == 200) taken++;
            ended++;
            curl_multi_remove_handle(multi, easy);
            if (begun < total)
                begin(multi, easy, addresses[begun++ % count]);
            else
                curl_easy_cleanup(easy);
        }
        if (ended < total) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    curl_multi_cleanup(multi);
    curl_slist_free_all(list);
    return taken;
}
