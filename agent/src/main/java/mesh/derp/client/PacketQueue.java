// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames that wait to be written to one relay. When it is full, the oldest goes: WireGuard sends again what matters, and an
 * old packet is worth less than a new one. Safe for concurrent use.
 */
final class PacketQueue {
    private final int most;
    private final Deque<byte[]> frames = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private long dropped;

    /** @param most frames that wait */
    PacketQueue(int most) {
        this.most = most;
    }

    /** @return false if an older one had to go */
    boolean add(byte[] frame) {
        lock.lock();
        try {
            boolean isFull = frames.size() == most;
            if (isFull) {
                frames.removeFirst();
                dropped++;
            }
            frames.addLast(frame);
            filled.signal();
            return !isFull;
        } finally {
            lock.unlock();
        }
    }

    /** Before all others; never makes an older one go. */
    void addFirst(byte[] frame) {
        lock.lock();
        try {
            frames.addFirst(frame);
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next frame, after {@code waitMillis} at the most; an empty array if there is none. */
    byte[] take(long waitMillis) throws InterruptedException {
        lock.lock();
        try {
            if (frames.isEmpty() && waitMillis > 0) {
                filled.await(waitMillis, TimeUnit.MILLISECONDS);
            }
            return frames.isEmpty() ? new byte[0] : frames.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** What waited is old after a new connection. */
    void clear() {
        lock.lock();
        try {
            dropped += frames.size();
            frames.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Since the start. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
