#include "Trie.h"

#include <cstring>

// The peer is a program of its own; here its trie and generator are wanted without its `main`.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wreturn-type"
#define main limits_trie_main
#include "../../Peers/trie.cpp"
#undef main
#pragma clang diagnostic pop

struct limits_patterns {
    /// The generator's state before each pattern.
    std::vector<uint64_t> states;
    std::vector<std::string> topics;

    std::vector<std::string> segments(uint32_t number) const {
        Random random{states[number]};
        Event event = Event::draw(random);
        return pattern(event, random);
    }

    Event event(uint32_t number) const {
        Random random{states[number]};
        return Event::draw(random);
    }
};

struct limits_trie {
    Node root;
};

namespace {

size_t write(const std::string &from, char *text) {
    memcpy(text, from.data(), from.size());
    return from.size();
}

}  // namespace

limits_patterns *limits_patterns_make(uint64_t seed, uint32_t count, uint32_t topics) {
    auto *made = new limits_patterns;
    Random random{seed};
    made->states.reserve(count);
    for (uint32_t i = 0; i < count; i++) {
        made->states.push_back(random.state);
        pattern(Event::draw(random), random);
    }
    for (uint32_t i = 0; i < topics; i++) {
        bool fresh = random.below(2) == 0;
        Event event = fresh ? Event::draw(random) : made->event(random.below(count));
        made->topics.push_back(joined(event.segments()));
    }
    return made;
}

void limits_patterns_free(limits_patterns *patterns) { delete patterns; }

size_t limits_patterns_pattern(const limits_patterns *patterns, uint32_t number, char *text) {
    return write(joined(patterns->segments(number)), text);
}

size_t limits_patterns_topic(const limits_patterns *patterns, uint32_t number, char *text) {
    return write(patterns->topics[number], text);
}

uint64_t limits_mix(uint64_t value) { return mix(value); }

limits_trie *limits_trie_make(const limits_patterns *patterns, uint32_t count) {
    auto *made = new limits_trie;
    for (uint32_t i = 0; i < count; i++) made->root.insert(patterns->segments(i), i);
    return made;
}

void limits_trie_free(limits_trie *trie) { delete trie; }

limits_found limits_trie_match(
    const limits_trie *trie, const limits_patterns *patterns, int64_t first, int64_t count) {
    limits_found found{};
    const size_t topics = patterns->topics.size();
    for (int64_t i = first; i < first + count; i++) {
        uint64_t number = uint64_t(i) % topics;
        match(trie->root, patterns->topics[number], [&](uint32_t value) {
            found.count++;
            found.checksum ^= mix(number << 32 | value);
        });
    }
    return found;
}
