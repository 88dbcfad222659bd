// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.util.concurrent.atomic.LongAdder;

/** The relay's counts, for Prometheus to read. Safe for concurrent use. */
public final class RelayMetrics {
    private static final String PREFIX = "derp_";

    private final LongAdder[] counters = adders(Counter.values().length);
    /** For each {@link Drop}, other packets and disco packets. */
    private final LongAdder[] dropped = adders(2 * Drop.values().length);
    private final LongAdder[] bytesDropped = adders(2 * Drop.values().length);
    private final LongAdder[] receivedKind = adders(2);
    private final LongAdder queuedPackets = new LongAdder();
    private final LongAdder queuedNanos = new LongAdder();

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        java.util.Arrays.setAll(adders, i -> new LongAdder());
        return adders;
    }

    void add(Counter counter, long amount) {
        counters[counter.ordinal()].add(amount);
    }

    void increment(Counter counter) {
        counters[counter.ordinal()].increment();
    }

    void dropped(Drop reason, boolean disco, int bytes) {
        int index = 2 * reason.ordinal() + (disco ? 1 : 0);
        dropped[index].increment();
        bytesDropped[index].add(bytes);
    }

    void received(boolean disco, int bytes) {
        increment(Counter.PACKETS_RECEIVED);
        add(Counter.BYTES_RECEIVED, bytes);
        receivedKind[disco ? 1 : 0].increment();
    }

    void sent(int packets, long bytes, long nanosInQueue) {
        add(Counter.PACKETS_SENT, packets);
        add(Counter.BYTES_SENT, bytes);
        queuedPackets.add(packets);
        queuedNanos.add(nanosInQueue);
    }

    long get(Counter counter) {
        return counters[counter.ordinal()].sum();
    }

    long get(Drop reason) {
        return dropped[2 * reason.ordinal()].sum() + dropped[2 * reason.ordinal() + 1].sum();
    }

    /** The text format of Prometheus, version 0.0.4. */
    public String prometheus() {
        StringBuilder out = new StringBuilder();
        for (Counter counter : Counter.values()) {
            out.append("# TYPE ").append(PREFIX).append(counter.label())
                    .append(counter.isGauge() ? " gauge\n" : " counter\n")
                    .append(PREFIX).append(counter.label()).append(' ').append(get(counter)).append('\n');
        }
        labelled(out, "packets_dropped", dropped);
        labelled(out, "bytes_dropped", bytesDropped);
        out.append("# TYPE ").append(PREFIX).append("counter_packets_received_kind counter\n");
        for (int kind = 0; kind < 2; kind++) {
            out.append(PREFIX).append("counter_packets_received_kind{kind=\"").append(kind(kind)).append("\"} ")
                    .append(receivedKind[kind].sum()).append('\n');
        }
        long packets = Math.max(1, queuedPackets.sum());
        out.append("# TYPE ").append(PREFIX).append("average_queue_duration_ms gauge\n").append(PREFIX)
                .append("average_queue_duration_ms ").append(queuedNanos.sum() / packets / 1e6).append('\n');
        return out.toString();
    }

    private static void labelled(StringBuilder out, String name, LongAdder[] values) {
        out.append("# TYPE ").append(PREFIX).append(name).append(" counter\n");
        for (int i = 0; i < values.length; i++) {
            out.append(PREFIX).append(name).append("{reason=\"").append(Drop.values()[i / 2].label())
                    .append("\",kind=\"")
                    .append(kind(i & 1)).append("\"} ").append(values[i].sum()).append('\n');
        }
    }

    private static String kind(int index) {
        return index == 0 ? "other" : "disco";
    }
}
