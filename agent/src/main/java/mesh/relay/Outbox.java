// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * What waits to be written to one client: control frames, packets that look for a path, other packets, in this order of
 * importance. Bounded in frames and bytes. Packets of WireGuard are worthless when old, so the oldest goes when there is no
 * room. Safe for concurrent use.
 */
final class Outbox {
    /** Packets in each of the two queues. */
    static final int PACKETS = 32;
    /** Bytes in each of the two queues. */
    static final int PACKET_BYTES = 256 << 10;
    /** Control frames; more means that the client does not read. */
    static final int CONTROLS = 4096;
    /** Enough for one batch: four TLS records. */
    private static final int BATCH = 64 << 10;

    private final ArrayDeque<byte[]> controls = new ArrayDeque<>(2);
    private final Lane disco = new Lane();
    private final Lane other = new Lane();
    private final RelayMetrics metrics;
    private boolean closed;
    private volatile boolean waiting;

    Outbox(RelayMetrics metrics) {
        this.metrics = metrics;
    }

    /** Packets of one importance, oldest first, in a ring. */
    private static final class Lane {
        private byte[][] frames = new byte[2][];
        private long[] times = new long[2];
        private int head;
        private int size;
        private int bytes;

        boolean hasRoom(byte[] frame) {
            return size < PACKETS && bytes + frame.length <= PACKET_BYTES;
        }

        void add(byte[] frame, long now) {
            if (size == frames.length) {
                grow();
            }
            int at = head + size & frames.length - 1;
            frames[at] = frame;
            times[at] = now;
            size++;
            bytes += frame.length;
        }

        byte[] peek() {
            return frames[head];
        }

        long headTime() {
            return times[head];
        }

        byte[] remove() {
            byte[] frame = frames[head];
            frames[head] = EMPTY;
            head = head + 1 & frames.length - 1;
            size--;
            bytes -= frame.length;
            return frame;
        }

        private void grow() {
            byte[][] longer = new byte[2 * size][];
            long[] longerTimes = new long[2 * size];
            for (int i = 0; i < size; i++) {
                longer[i] = frames[head + i & size - 1];
                longerTimes[i] = times[head + i & size - 1];
            }
            frames = longer;
            times = longerTimes;
            head = 0;
        }
    }

    private static final byte[] EMPTY = {};

    /** Whether anything waits. May be called without lock by whoever will look again. */
    boolean isWaiting() {
        return waiting;
    }

    /** @return false if there is no room, and nothing was done */
    synchronized boolean offer(byte[] frame, boolean isDisco, long now) {
        if (closed) {
            metrics.dropped(Drop.GONE_DISCONNECTED, isDisco, frame.length);
            return true;
        }
        Lane lane = isDisco ? disco : other;
        if (!lane.hasRoom(frame)) {
            return false;
        }
        lane.add(frame, now);
        waiting = true;
        return true;
    }

    /** Queues {@code frame} and drops as many of the oldest as it needs room for. */
    synchronized void offerOverOldest(byte[] frame, boolean isDisco, long now) {
        Lane lane = isDisco ? disco : other;
        while (!closed && !lane.hasRoom(frame)) {
            metrics.dropped(Drop.QUEUE_HEAD, isDisco, lane.remove().length);
        }
        offer(frame, isDisco, now);
    }

    /** @return false if so many wait that the client cannot be reading */
    synchronized boolean offerControl(byte[] frame) {
        if (closed) {
            return true;
        }
        controls.add(frame);
        waiting = true;
        return controls.size() <= CONTROLS;
    }

    /** Moves whole frames into {@code out}, which is empty and holds a largest frame and a batch, until a batch is full. */
    synchronized void drainTo(ByteBuffer out, long now) {
        int start = out.position();
        while (!controls.isEmpty() && out.position() - start < BATCH && out.remaining() >= controls.peek().length) {
            out.put(controls.remove());
        }
        drain(disco, out, start, now);
        drain(other, out, start, now);
        waiting = !controls.isEmpty() || disco.size > 0 || other.size > 0;
    }

    private void drain(Lane lane, ByteBuffer out, int start, long now) {
        int packets = 0;
        long bytes = 0;
        long nanos = 0;
        while (lane.size > 0 && out.position() - start < BATCH && out.remaining() >= lane.peek().length) {
            nanos += Math.max(0, now - lane.headTime());
            byte[] frame = lane.remove();
            out.put(frame);
            packets++;
            bytes += frame.length;
        }
        if (packets > 0) {
            metrics.sent(packets, bytes, nanos);
        }
    }

    /** Drops all that waits, and all that will come. */
    synchronized void close() {
        closed = true;
        waiting = false;
        controls.clear();
        drop(disco, true);
        drop(other, false);
    }

    private void drop(Lane lane, boolean isDisco) {
        while (lane.size > 0) {
            metrics.dropped(Drop.GONE_DISCONNECTED, isDisco, lane.remove().length);
        }
    }
}
