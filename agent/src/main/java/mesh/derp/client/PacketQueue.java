// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames that wait to be written to one relay, bounded in bytes. When it is full, the oldest packet goes: WireGuard sends
 * again what matters, and an old packet is worth less than a new one. Frames of the protocol itself go first; a relay that
 * asks for more of them than it reads gets none. Safe for concurrent use.
 */
final class PacketQueue {
    private static final int MOST_CONTROL = 16;

    private final int mostBytes;
    private final Deque<byte[]> packets = new ArrayDeque<>();
    private final Deque<byte[]> control = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private int bytes;
    private long dropped;

    /** @param mostBytes of packets that wait */
    PacketQueue(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** @return false if an older one had to go */
    boolean add(byte[] packet) {
        lock.lock();
        try {
            long before = dropped;
            while (!packets.isEmpty() && bytes + packet.length > mostBytes) {
                drop(packets.removeFirst());
            }
            packets.addLast(packet);
            bytes += packet.length;
            filled.signal();
            return dropped == before;
        } finally {
            lock.unlock();
        }
    }

    private void drop(byte[] packet) {
        bytes -= packet.length;
        dropped++;
    }

    /** A frame that goes before all packets. */
    void addControl(byte[] frame) {
        lock.lock();
        try {
            if (control.size() < MOST_CONTROL) {
                control.addLast(frame);
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next frame, as soon as there is one. */
    byte[] take() throws InterruptedException {
        lock.lock();
        try {
            while (packets.isEmpty() && control.isEmpty()) {
                filled.await();
            }
            return poll();
        } finally {
            lock.unlock();
        }
    }

    /** The next frame; an empty array if there is none. */
    byte[] poll() {
        lock.lock();
        try {
            if (!control.isEmpty()) {
                return control.removeFirst();
            }
            if (packets.isEmpty()) {
                return new byte[0];
            }
            bytes -= packets.getFirst().length;
            return packets.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** What waited for a connection that is gone is old, and was meant for it. */
    void clear() {
        lock.lock();
        try {
            while (!packets.isEmpty()) {
                drop(packets.removeFirst());
            }
            control.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Packets, since the start. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
