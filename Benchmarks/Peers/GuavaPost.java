// Guava's EventBus: one subscriber that adds a field of a six-field event to a counter.
// Prints nanoseconds per event, the best of many short rounds.
import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;

public class GuavaPost {
    public static final class VolumeResized {
        long volume = 7, sequence;
        String name = "data-volume-of-the-billing-system";
        int zone = 1, node = 2;
        long bytes;
    }

    public static final class Meter {
        long total;

        @Subscribe
        public void resized(VolumeResized event) {
            total += event.bytes;
        }
    }

    static double round(EventBus bus, VolumeResized event, int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            event.sequence = i;
            event.bytes = i & 7;
            bus.post(event);
        }
        return (double) (System.nanoTime() - start) / count;
    }

    public static void main(String[] arguments) {
        EventBus bus = new EventBus();
        Meter meter = new Meter();
        bus.register(meter);
        VolumeResized event = new VolumeResized();
        int rounds = 1000, count = 8_000;
        double best = Double.MAX_VALUE;
        for (int i = 0; i < rounds; i++) best = Math.min(best, round(bus, event, count));
        if (meter.total != (long) (rounds * count * 3.5)) throw new IllegalStateException("events missed");
        System.out.printf("%.2f%n", best);
    }
}
