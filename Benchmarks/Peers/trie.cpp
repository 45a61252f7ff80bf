// A plain trie of topic patterns, the yardstick for TopicIndex.
//
// usage: trie [seed] [patterns]      build: g++ -std=c++20 -O2 -o trie trie.cpp
//
// Prints, one to a line: `matches/s` (topics looked up per second, one thread), `bytes/pattern` (heap in
// use divided by the number of patterns), `found` and `checksum` (values reported for all topics, their
// count and the exclusive or of mix(topic number, value)). A TopicIndex filled by the same generator with
// the same seed must report the same `found` and `checksum`.
//
// The generator, in terms of the word stream next() of splitmix64 started at the seed:
//   mix(x):   x ^= x >> 30; x *= 0xBF58476D1CE4E5B9; x ^= x >> 27; x *= 0x94D049BB133111EB; x ^= x >> 31
//   next():   state += 0x9E3779B97F4A7C15; return mix(state)
//   below(n): next() % n
//   event:    source = below(4); category = below(5); type = below(400); resource = below(200000)
//             as five segments: "management-server-<source>", the category's name, "TYPE-<type>",
//             "Kind<resource % 40>", uuid(resource)
//   uuid(r):  the 32 lower-case hexadecimal digits of mix(2r + 1), mix(2r + 2), with dashes after digits
//             8, 12, 16 and 20
//   pattern:  draw an event; if below(10) == 0, then by below(5):
//             0: the first segment becomes *        1: the first three become *
//             2: the first four become one #        3: the last two become one #
//             4: the second and the last become *
//   Pattern number i (from 0) is inserted with the value i. The patterns are drawn first; then 100,000
//   topics: below(2) == 0 takes an event as it comes, otherwise pattern number below(patterns) is drawn
//   again (its event, before wildcards; kept from the first pass).

#include <malloc.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

uint64_t mix(uint64_t x) {
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9;
    x ^= x >> 27;
    x *= 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

struct Random {
    uint64_t state;
    uint64_t next() { return mix(state += 0x9E3779B97F4A7C15); }
    uint64_t below(uint64_t bound) { return next() % bound; }
};

std::string uuid(uint64_t resource) {
    char digits[33];
    snprintf(digits, sizeof digits, "%016llx%016llx", (unsigned long long)mix(2 * resource + 1),
             (unsigned long long)mix(2 * resource + 2));
    std::string text(digits);
    for (size_t place : {20, 16, 12, 8}) text.insert(place, 1, '-');
    return text;
}

const char *const categories[] = {
    "ActionEvent", "AlertEvent", "UsageEvent", "ResourceStateEvent", "AsyncJobEvent"};

struct Event {
    uint32_t source, category, type, resource;

    static Event draw(Random &random) {
        Event event;
        event.source = random.below(4);
        event.category = random.below(5);
        event.type = random.below(400);
        event.resource = random.below(200000);
        return event;
    }

    std::vector<std::string> segments() const {
        return {"management-server-" + std::to_string(source), categories[category],
                "TYPE-" + std::to_string(type), "Kind" + std::to_string(resource % 40),
                uuid(resource)};
    }
};

std::vector<std::string> pattern(const Event &event, Random &random) {
    std::vector<std::string> s = event.segments();
    if (random.below(10) != 0) return s;
    switch (random.below(5)) {
        case 0: return {"*", s[1], s[2], s[3], s[4]};
        case 1: return {"*", "*", "*", s[3], s[4]};
        case 2: return {"#", s[4]};
        case 3: return {s[0], s[1], s[2], "#"};
        default: return {s[0], "*", s[2], s[3], "*"};
    }
}

struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

struct Node {
    std::unordered_map<std::string, std::unique_ptr<Node>, Hash, std::equal_to<>> children;
    std::vector<uint32_t> values;

    void insert(const std::vector<std::string> &segments, uint32_t value) {
        Node *node = this;
        for (const std::string &segment : segments) {
            std::unique_ptr<Node> &child = node->children[segment];
            if (!child) child = std::make_unique<Node>();
            node = child.get();
        }
        node->values.push_back(value);
    }

    // No pattern of the generator has two #, so no node is reached twice at the same place.
    template <class Body>
    void match(const std::string_view *segment, const std::string_view *end, Body &body) const {
        if (auto any = children.find("#"); any != children.end())
            for (const std::string_view *rest = segment; rest <= end; rest++)
                any->second->match(rest, end, body);
        if (segment == end) {
            for (uint32_t value : values) body(value);
            return;
        }
        if (auto one = children.find("*"); one != children.end())
            one->second->match(segment + 1, end, body);
        if (auto same = children.find(*segment); same != children.end())
            same->second->match(segment + 1, end, body);
    }
};

template <class Body>
void match(const Node &root, std::string_view topic, Body &&body) {
    std::string_view segments[128];
    size_t count = 0;
    for (size_t start = 0; start <= topic.size(); count++) {
        size_t dot = topic.find('.', start);
        if (dot == topic.npos) dot = topic.size();
        segments[count] = topic.substr(start, dot - start);
        start = dot + 1;
    }
    root.match(segments, segments + count, body);
}

std::string joined(const std::vector<std::string> &segments) {
    std::string text = segments[0];
    for (size_t i = 1; i < segments.size(); i++) text += "." + segments[i];
    return text;
}

size_t heapInUse() {
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

int main(int argc, char **argv) {
    Random random{argc > 1 ? strtoull(argv[1], nullptr, 10) : 1};
    const uint32_t patterns = argc > 2 ? strtoul(argv[2], nullptr, 10) : 1000000;
    std::vector<Event> events(patterns);

    Node root;
    size_t before = heapInUse();
    for (uint32_t i = 0; i < patterns; i++) {
        events[i] = Event::draw(random);
        root.insert(pattern(events[i], random), i);
    }
    size_t used = heapInUse() - before;

    std::vector<std::string> topics;
    for (int i = 0; i < 100000; i++) {
        bool fresh = random.below(2) == 0;
        Event event = fresh ? Event::draw(random) : events[random.below(patterns)];
        topics.push_back(joined(event.segments()));
    }

    uint64_t found = 0, checksum = 0;
    double best = 1e9;
    for (int round = 0; round < 5; round++) {
        found = checksum = 0;
        double start = seconds();
        for (uint64_t i = 0; i < topics.size(); i++)
            match(root, topics[i], [&](uint32_t value) {
                found++;
                checksum ^= mix(i << 32 | value);
            });
        best = std::min(best, seconds() - start);
    }
    printf("matches/s %.0f\n", topics.size() / best);
    printf("bytes/pattern %.1f\n", double(used) / patterns);
    printf("found %llu\nchecksum %016llx\n", (unsigned long long)found, (unsigned long long)checksum);
}
