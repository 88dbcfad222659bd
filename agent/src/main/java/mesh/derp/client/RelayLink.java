// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import mesh.derp.Frame;
import mesh.derp.RelayPublicKey;

/**
 * The connection to one relay, made again for ever while it is wanted. Owns two threads while it runs: one connects and
 * reads, one writes. {@link #tick} is called from outside every now and then. Safe for concurrent use.
 */
final class RelayLink {
    /** Bytes that wait for a relay: half a second at 32 Mb/s. */
    static final int MOST_WAITING_BYTES = 2 << 20;

    /** A connection that held so long was a success. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final Relay relay;
    private final RelayDialer dialer;
    private final Waking listener;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final PacketQueue queue = new PacketQueue(MOST_WAITING_BYTES);

    private volatile LinkState state = new LinkState.Idle();
    private volatile boolean isHome;
    private volatile String health = "";
    private volatile Optional<Duration> roundTrip = Optional.empty();
    private Optional<Running> running = Optional.empty();
    private Optional<Duration> restart = Optional.empty();
    private boolean mayFastStart = true;
    private boolean isBehindProxy;
    private volatile boolean isFailing;
    private Optional<CountDownLatch> stop = Optional.empty();
    private boolean isClosed;

    /** What is there only while a connection is. */
    private record Running(RelayConnection connection, LinkWatch watch, SendLimit limit) {}

    RelayLink(Relay relay, RelayDialer dialer, Waking listener, RandomGenerator random) {
        this.relay = relay;
        this.dialer = dialer;
        this.listener = listener;
        this.random = random;
        this.backoff = new Backoff(random);
    }

    Relay relay() {
        return relay;
    }

    LinkState state() {
        return state;
    }

    RelayStatus status() {
        return new RelayStatus(relay, state, isHome, roundTrip, health, queue.dropped());
    }

    /** Connects if it does not already; does nothing after {@link #close}. */
    synchronized void start() {
        if (stop.isEmpty() && !isClosed) {
            CountDownLatch ours = new CountDownLatch(1);
            stop = Optional.of(ours);
            Thread.ofPlatform().daemon().name("relay " + relay.name()).start(() -> run(ours));
        }
    }

    /** Closes, and stays so until it is started again. */
    synchronized void stop() {
        stop.ifPresent(CountDownLatch::countDown);
        stop = Optional.empty();
        running.ifPresent(r -> r.connection().close());
    }

    /** Closes for good. */
    synchronized void close() {
        isClosed = true;
        stop();
    }

    /** Tells the relay whether it is home, which only counts in its statistics. */
    void home(boolean home) {
        boolean changes = isHome != home;
        isHome = home;
        if (changes && state instanceof LinkState.Up) {
            queue.addControl(new Frame.NotePreferred(home).encode());
        }
        if (changes) {
            listener.changed(status());
        }
    }

    /**
     * The host's addresses or routes are others, or it slept. A connection from an address that is gone is made anew, as is
     * one that was to be tried again later; others have to answer soon.
     */
    synchronized void networkChanged(long nowNanos) {
        if (stop.isEmpty()) {
            return;
        }
        if (running.isPresent() && running.get().connection().hasItsAddress()) {
            doubt(nowNanos);
        } else {
            backoff.reset();
            stop();
            start();
        }
    }

    /** A connection, if there is one, has to answer soon. */
    synchronized void doubt(long nowNanos) {
        running.ifPresent(r -> r.watch().hurry(nowNanos));
    }

    /** Puts a frame into the line; false if it or an older one is dropped. */
    boolean send(byte[] frame, long nowNanos) {
        Optional<Running> now;
        synchronized (this) {
            now = running;
            if (now.isPresent() && !now.get().limit().allows(frame.length, nowNanos)) {
                return false;
            }
            if (now.isPresent() && now.get().watch().sent(nowNanos)) {
                listener.wake().run();
            }
        }
        return queue.add(frame);
    }

    /** Pings when it is time, and gives up a relay that does not answer. */
    void tick(long nowNanos) {
        Optional<Running> now;
        OptionalLong ping;
        boolean isDead;
        synchronized (this) {
            now = running;
            ping = now.map(r -> r.watch().pingDue(nowNanos)).orElse(OptionalLong.empty());
            isDead = now.isPresent() && now.get().watch().isDead(nowNanos);
        }
        ping.ifPresent(data -> queue.addControl(new Frame.Ping(data).encode()));
        if (isDead) {
            now.ifPresent(r -> r.connection().close());
        }
    }

    /** Whether a frame came within {@code span}. */
    synchronized boolean heardWithin(Duration span, long nowNanos) {
        return running.isPresent() && nowNanos - running.get().watch().lastFrameAt() <= span.toNanos();
    }

    /** Whether there is nothing to hurry for: it stands and no ping is open, or it is not wanted. */
    synchronized boolean isCalm() {
        return state instanceof LinkState.Idle
                || state instanceof LinkState.Up && running.isPresent() && !running.get().watch().isWaiting();
    }

    /** Nanoseconds until it has to be ticked, as long as it is calm. */
    synchronized long nanosOfCalm(long nowNanos) {
        return running.map(r -> r.watch().nanosToPing(nowNanos)).orElse(Long.MAX_VALUE);
    }

    /** Whether the last try to connect failed or the last connection broke, and none has stood since. */
    boolean isFailing() {
        return isFailing;
    }

    private void run(CountDownLatch stopped) {
        try {
            Duration pause = Duration.ZERO;
            while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                long start = System.nanoTime();
                String why = once(stopped);
                if (System.nanoTime() - start > SETTLED.toNanos()) {
                    backoff.reset();
                }
                pause = restart.orElseGet(backoff::next);
                restart = Optional.empty();
                if (stopped.getCount() > 0) {
                    isFailing = true;
                    change(new LinkState.Waiting(why, pause));
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        idle();
    }

    /** Unless it was started again meanwhile. */
    private void idle() {
        synchronized (this) {
            if (stop.isPresent()) {
                return;
            }
            state = new LinkState.Idle();
        }
        listener.changed(status());
    }

    /** One connection from beginning to end, and why it ended. */
    private String once(CountDownLatch stopped) {
        change(new LinkState.Connecting());
        boolean tried = mayFastStart;
        try (RelayConnection connection = dialer.dial(relay, mayFastStart, isBehindProxy)) {
            isBehindProxy = connection.upgrade() == Upgrade.WEBSOCKET;
            mayFastStart = true;
            return use(connection, stopped);
        } catch (IOException failed) {
            isBehindProxy = false;
            mayFastStart = !tried;
            queue.clear();
            return String.valueOf(failed.getMessage());
        } catch (RuntimeException bug) {
            Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), bug);
            return "a bug: " + bug;
        }
    }

    private String use(RelayConnection connection, CountDownLatch stopped) {
        long now = System.nanoTime();
        synchronized (this) {
            if (stopped.getCount() == 0) {
                return "stopped";
            }
            running = Optional.of(new Running(connection, new LinkWatch(random, now),
                    new SendLimit(connection.info(), now)));
        }
        Thread writer = Thread.ofPlatform().daemon().name("to " + relay.name()).start(() -> write(connection));
        queue.addControl(new Frame.NotePreferred(isHome).encode());
        isFailing = false;
        change(new LinkState.Up(connection.upgrade()));
        tick(now);
        try {
            while (true) {
                connection.stream().next();
                take(connection.stream());
            }
        } catch (IOException ended) {
            return isDead() ? "the relay does not answer pings" : String.valueOf(ended.getMessage());
        } finally {
            forget(connection);
            writer.interrupt();
        }
    }

    private synchronized boolean isDead() {
        return running.isPresent() && running.get().watch().isDead(System.nanoTime());
    }

    private synchronized void forget(RelayConnection connection) {
        connection.close();
        if (running.isPresent() && running.get().connection() == connection) {
            running = Optional.empty();
            queue.clear();
            health = "";
            roundTrip = Optional.empty();
        }
    }

    private void write(RelayConnection connection) {
        try {
            connection.writeFrom(queue);
        } catch (IOException broken) {
            connection.close();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(RelayStream stream) throws IOException {
        long now = System.nanoTime();
        synchronized (this) {
            running.ifPresent(r -> r.watch().frame(now));
        }
        switch (stream.type()) {
            case RECV_PACKET -> {
                ByteBuffer payload = stream.payload();
                RelayPublicKey source = RelayPublicKey.read(payload);
                listener.received(relay.name(), source, payload.slice().asReadOnlyBuffer());
            }
            case PING, PONG, PEER_GONE, HEALTH, RESTARTING -> take(stream.frame(), now);
            default -> {
                // Keep-alives have done their work; what mesh peers are told is not for clients.
            }
        }
    }

    private void take(Frame frame, long now) {
        switch (frame) {
            case Frame.Ping ping -> queue.addControl(new Frame.Pong(ping.data()).encode());
            case Frame.Pong pong -> pong(pong.data(), now);
            case Frame.PeerGone gone -> listener.peerGone(relay.name(), gone.peer(), gone.reason());
            case Frame.Health said -> {
                health = said.problem();
                listener.changed(status());
            }
            case Frame.Restarting soon -> restart = Optional.of(soon.reconnectIn()
                    .plusNanos(random.nextLong(Math.max(1, soon.tryFor().toNanos() / 4))));
            default -> throw new IllegalStateException("not a frame of this group: " + frame.type());
        }
    }

    private void pong(long data, long now) {
        synchronized (this) {
            running.ifPresent(r -> r.watch().pong(data, now));
            roundTrip = running.flatMap(r -> r.watch().roundTrip());
        }
        listener.changed(status());
    }

    private void change(LinkState next) {
        state = next;
        listener.changed(status());
    }
}
