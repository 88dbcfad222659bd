// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A thread that waits for sockets and serves whichever is ready. Everything it runs returns at once. */
final class EventLoop implements AutoCloseable {
    private static final long TICK_MILLIS = 250;
    private static final long PAUSED_TICK_MILLIS = 5;
    /** Sockets that are read before what they brought is handed over. */
    private static final int HANDOVER = 16;

    /** What a key of the selector is for. */
    interface Ready {
        void ready(SelectionKey key, Scratch scratch);

        /** {@link #ready} has a bug; it is not to take the loop with it. */
        void broken(Scratch scratch, RuntimeException bug);
    }

    /** A task for the loop's thread. */
    interface Task {
        void run(Scratch scratch);
    }

    private final Selector selector = Selector.open();
    private final Scratch scratch = new Scratch();
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean waiting;
    private volatile boolean stopping;
    private int paused;
    private long nextTick;

    EventLoop(String name) throws IOException {
        thread = new Thread(this::run, name);
        thread.start();
    }

    boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    /** Runs {@code task} on the loop's thread, soon. */
    void execute(Task task) {
        tasks.add(task);
        wakeUp();
    }

    /** Makes a change of interest count at once. */
    void wakeUp() {
        if (waiting && !isCurrent()) {
            selector.wakeup();
        }
    }

    SelectionKey register(SelectableChannel channel, int interest, Ready ready) throws IOException {
        return channel.register(selector, interest, ready);
    }

    void adopt(Connection connection) {
        connections.add(connection);
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    Set<Connection> connections() {
        return connections;
    }

    /** Some connection waits for less than a tick. */
    void paused(int change) {
        paused += change;
    }

    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (selector) {
            while (!stopping) {
                await();
                scratch.now = System.nanoTime();
                serveReady();
                runTasks();
                scratch.flushTouched();
                tick();
            }
            connections.forEach(connection -> connection.close(scratch, "shutdown"));
        } catch (IOException broken) {
            throw new IllegalStateException("a selector broke", broken);
        }
    }

    private void await() throws IOException {
        if (scratch.gathering.isOn()) {
            LockSupport.parkNanos(Gathering.PAUSE_NANOS);
        }
        long before = System.nanoTime();
        waiting = true;
        if (tasks.isEmpty()) {
            selector.select(paused > 0 ? PAUSED_TICK_MILLIS : TICK_MILLIS);
        } else {
            selector.selectNow();
        }
        waiting = false;
        long now = System.nanoTime();
        scratch.gathering.round(now - before, now);
    }

    private void serveReady() {
        int served = 0;
        for (SelectionKey key : selector.selectedKeys()) {
            serve(key);
            if (++served % HANDOVER == 0) {
                scratch.flushTouched();
                scratch.now = System.nanoTime();
            }
        }
        selector.selectedKeys().clear();
        scratch.flushTouched();
    }

    private void serve(SelectionKey key) {
        Ready ready = (Ready) key.attachment();
        try {
            if (key.isValid()) {
                ready.ready(key, scratch);
            }
        } catch (RuntimeException bug) {
            ready.broken(scratch, bug);
        }
    }

    private void runTasks() {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run(scratch);
        }
    }

    private void tick() {
        if (scratch.now - nextTick < 0 && paused == 0) {
            return;
        }
        nextTick = scratch.now + TICK_MILLIS * 1_000_000;
        for (Connection connection : connections) {
            connection.tick(scratch);
        }
        scratch.flushTouched();
    }
}
