#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Made-up topic patterns and topics: the generator of Peers/trie.cpp. */
struct limits_patterns;

struct limits_patterns *limits_patterns_make(uint64_t seed, uint32_t patterns, uint32_t topics);
void limits_patterns_free(struct limits_patterns *patterns);

/* Writes the text of one pattern or topic, at most 255 bytes, and says how long it is. */
size_t limits_patterns_pattern(const struct limits_patterns *patterns, uint32_t number, char *text);
size_t limits_patterns_topic(const struct limits_patterns *patterns, uint32_t number, char *text);

/* What a round of look-ups found: how many values, and a checksum over topic numbers and values. */
struct limits_found {
    uint64_t count;
    uint64_t checksum;
};

/* The same mixing that checksums are made with. */
uint64_t limits_mix(uint64_t value);

/* The plain trie of Peers/trie.cpp, holding each pattern's number. */
struct limits_trie;

struct limits_trie *limits_trie_make(const struct limits_patterns *patterns, uint32_t count);
void limits_trie_free(struct limits_trie *trie);

/* Looks `count` topics up, beginning with number `first`, from number 0 again after the last. */
struct limits_found limits_trie_match(
    const struct limits_trie *trie, const struct limits_patterns *patterns, int64_t first, int64_t count);

#ifdef __cplusplus
}
#endif
