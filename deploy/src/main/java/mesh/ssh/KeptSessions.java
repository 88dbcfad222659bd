// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import mesh.model.SshSettings;

/**
 * Connections that outlast a program: a session that is closed well stays open for the next one to the same login. Most
 * of what a short program over SSH costs, on both ends, is its login.
 *
 * <p>A session is handed out again only while it is connected and was used within {@link #IDLE}, so not after somebody
 * has been asked and has thought about it. One that broke, or on which a program did not end, is never kept.
 */
public final class KeptSessions implements Transport {
    /** How long a session waits for its next program. */
    static final Duration IDLE = Duration.ofSeconds(30);
    /** Sessions kept in all. */
    static final int MOST = 256;
    /** Of those, sessions through one jump host. */
    static final int MOST_OF_A_HOP = 32;

    private final Transport transport;
    private final LongSupplier nanoTime;
    /** Guarded by this, as are the next two. Last used, last in each queue. */
    private final Map<SshSettings, Deque<Kept>> idle = new HashMap<>();
    private final Map<HostKeyName, Integer> hops = new HashMap<>();
    private boolean closed;

    /** @param since nanoseconds, when it was last used */
    private record Kept(SshSession session, long since) {}

    /** @param transport closed with this */
    public KeptSessions(Transport transport) {
        this(transport, System::nanoTime);
    }

    KeptSessions(Transport transport, LongSupplier nanoTime) {
        this.transport = transport;
        this.nanoTime = nanoTime;
    }

    @Override
    public SshSession open(SshSettings target) throws SshException {
        while (true) {
            Optional<Kept> kept = take(target);
            if (kept.isEmpty()) {
                return new Handed(transport.open(target), target, false);
            }
            SshSession session = kept.get().session();
            if (session.isConnected() && nanoTime.getAsLong() - kept.get().since() < IDLE.toNanos()) {
                return new Handed(session, target, true);
            }
            session.close();
        }
    }

    /** A connection that is made now; those kept for {@code target} are closed first. */
    @Override
    public SshSession openAnew(SshSettings target) throws SshException {
        for (Optional<Kept> kept = take(target); kept.isPresent(); kept = take(target)) {
            kept.get().session().close();
        }
        return new Handed(transport.openAnew(target), target, false);
    }

    private synchronized Optional<Kept> take(SshSettings target) {
        Deque<Kept> queue = idle.get(target);
        if (queue == null) {
            return Optional.empty();
        }
        Kept kept = queue.removeLast();
        if (queue.isEmpty()) {
            idle.remove(target);
        }
        hops.merge(JschConnector.firstHop(target), -1, Integer::sum);
        return Optional.of(kept);
    }

    private synchronized boolean keep(SshSettings target, SshSession session) {
        HostKeyName hop = JschConnector.firstHop(target);
        int all = hops.values().stream().mapToInt(Integer::intValue).sum();
        if (closed || all >= MOST || hops.getOrDefault(hop, 0) >= MOST_OF_A_HOP) {
            return false;
        }
        hops.merge(hop, 1, Integer::sum);
        idle.computeIfAbsent(target, login -> new ArrayDeque<>()).addLast(new Kept(session, nanoTime.getAsLong()));
        return true;
    }

    @Override
    public void close() {
        List<Kept> left = new ArrayList<>();
        synchronized (this) {
            closed = true;
            idle.values().forEach(left::addAll);
            idle.clear();
            hops.clear();
        }
        left.forEach(kept -> kept.session().close());
        transport.close();
    }

    /** A session in somebody's hands. */
    private final class Handed implements SshSession {
        private final SshSession session;
        private final SshSettings target;
        private final boolean isKept;
        /** Whether every program so far has ended. */
        private boolean isSound = true;
        private boolean isClosed;

        Handed(SshSession session, SshSettings target, boolean isKept) {
            this.session = session;
            this.target = target;
            this.isKept = isKept;
        }

        @Override
        public CommandResult run(String command, byte[] stdin, Duration timeout, Consumer<String> lines)
                throws SshException {
            boolean before = isSound;
            isSound = false;
            CommandResult result = session.run(command, stdin, timeout, lines);
            isSound = before;
            return result;
        }

        @Override
        public boolean isConnected() {
            return session.isConnected();
        }

        @Override
        public boolean isKept() {
            return isKept;
        }

        @Override
        public void close() {
            if (isClosed) {
                return;
            }
            isClosed = true;
            if (!isSound || !session.isConnected() || !keep(target, session)) {
                session.close();
            }
        }
    }
}
