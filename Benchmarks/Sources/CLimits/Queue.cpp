#include "Queue.h"

#include <semaphore.h>
#include <time.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace {

int64_t now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// What is done with each event. Only the consumer's thread calls `handle`.
class Handler {
public:
    Handler() { sem_init(&done, 0, 0); }
    ~Handler() { sem_destroy(&done); }

    void handle(const limits_event &event) {
        total += event.bytes;
        if (written < capacity) samples[written++] = int32_t(now() - int64_t(event.volume));
        if (event.sequence == last) sem_post(&done);
    }

    void record(int32_t *places, int64_t count) {
        samples = places;
        capacity = count;
        written = 0;
    }

    void wait() {
        while (sem_wait(&done) != 0) {}
    }

    int64_t last = -1, written = 0;

private:
    int64_t total = 0, capacity = 0;
    int32_t *samples = nullptr;
    sem_t done;
};

/// What both ways of taking share: the lock, and who sleeps.
class Queue {
public:
    explicit Queue(size_t limit) : limit(limit) {}
    virtual ~Queue() = default;

    virtual void push(const limits_event &event) = 0;
    virtual void consume() = 0;

    void start() { consumer = std::thread([this] { consume(); }); }

    void stop() {
        {
            std::lock_guard<std::mutex> guard(mutex);
            closed = true;
        }
        filled.notify_one();
        consumer.join();
    }

    Handler handler;

protected:
    const size_t limit;
    std::mutex mutex;
    std::condition_variable filled, emptied;
    bool consumerSleeps = false, producerSleeps = false, closed = false;
    std::thread consumer;
};

/// Takes everything at once: two vectors that change places.
class BatchQueue final : public Queue {
public:
    explicit BatchQueue(size_t limit) : Queue(limit) {
        incoming.reserve(limit);
        taken.reserve(limit);
    }

    void push(const limits_event &event) override {
        bool wake;
        {
            std::unique_lock<std::mutex> guard(mutex);
            while (incoming.size() == limit) {
                producerSleeps = true;
                emptied.wait(guard);
                producerSleeps = false;
            }
            incoming.push_back(event);
            wake = consumerSleeps;
            consumerSleeps = false;
        }
        if (wake) filled.notify_one();
    }

    void consume() override {
        while (take()) {
            for (const auto &event : taken) handler.handle(event);
            taken.clear();
        }
    }

private:
    bool take() {
        bool wake;
        {
            std::unique_lock<std::mutex> guard(mutex);
            while (incoming.empty()) {
                if (closed) return false;
                consumerSleeps = true;
                filled.wait(guard);
            }
            consumerSleeps = false;
            incoming.swap(taken);
            wake = producerSleeps;
        }
        if (wake) emptied.notify_one();
        return true;
    }

    std::vector<limits_event> incoming, taken;
};

/// Takes one event each time it holds the mutex: a ring.
class RingQueue final : public Queue {
public:
    explicit RingQueue(size_t limit) : Queue(limit), ring(limit) {}

    void push(const limits_event &event) override {
        bool wake;
        {
            std::unique_lock<std::mutex> guard(mutex);
            while (count == limit) {
                producerSleeps = true;
                emptied.wait(guard);
                producerSleeps = false;
            }
            ring[(first + count++) % limit] = event;
            wake = consumerSleeps;
            consumerSleeps = false;
        }
        if (wake) filled.notify_one();
    }

    void consume() override {
        limits_event event;
        while (take(event)) handler.handle(event);
    }

private:
    bool take(limits_event &event) {
        bool wake;
        {
            std::unique_lock<std::mutex> guard(mutex);
            while (count == 0) {
                if (closed) return false;
                consumerSleeps = true;
                filled.wait(guard);
            }
            consumerSleeps = false;
            event = ring[first];
            first = (first + 1) % limit;
            count--;
            wake = producerSleeps;
        }
        if (wake) emptied.notify_one();
        return true;
    }

    std::vector<limits_event> ring;
    size_t first = 0, count = 0;
};

Queue *queue(limits_queue *opaque) { return reinterpret_cast<Queue *>(opaque); }

}  // namespace

limits_queue *limits_queue_make(size_t limit, int batches) {
    Queue *made = batches ? static_cast<Queue *>(new BatchQueue(limit)) : new RingQueue(limit);
    made->start();
    return reinterpret_cast<limits_queue *>(made);
}

void limits_queue_free(limits_queue *opaque) {
    queue(opaque)->stop();
    delete queue(opaque);
}

void limits_queue_flood(limits_queue *opaque, limits_event event, int64_t count) {
    auto &into = *queue(opaque);
    into.handler.last = count - 1;
    for (int64_t i = 0; i < count; i++) {
        event.sequence = i;
        event.bytes = i & 7;
        into.push(event);
    }
    into.handler.wait();
}

void limits_queue_record(limits_queue *opaque, int32_t *samples, int64_t capacity) {
    queue(opaque)->handler.record(samples, capacity);
}

void limits_queue_post(limits_queue *opaque, limits_event event) { queue(opaque)->push(event); }

int64_t limits_queue_drain(limits_queue *opaque) {
    auto &into = *queue(opaque);
    limits_event event{};
    event.volume = uint64_t(now());
    event.sequence = into.handler.last = INT64_MAX;
    into.push(event);
    into.handler.wait();
    return into.handler.written - 1;
}
