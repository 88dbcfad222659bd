// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import mesh.net.TransportAddress;
import mesh.pair.OwnCandidates;
import mesh.portmap.MappingState;
import mesh.probe.PayloadKind;
import mesh.probe.ProbeSocket;
import mesh.probe.SharedProbeSocket;
import mesh.stun.StunReport;

/**
 * Finds out where this host may be called, and notices when its network changes. Owns a thread, in which it does all of its
 * work and calls its listener, and one that waits for the system's word of changes. Nothing is sent while nobody wants to be
 * called. Safe for concurrent use.
 */
public final class Mapper implements AutoCloseable {
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration FAREWELL = Duration.ofMillis(500);
    /** STUN answers that wait for the thread; more are dropped, as any socket drops them. */
    private static final int MOST_WAITING = 256;

    /** Who is told. Called by the mapper's thread, which waits meanwhile. */
    public interface Listener {
        /** Where this host may be called was found out again, be it the same. */
        void mapped(OwnCandidates own);

        /** Paths may be broken: an address of the host is gone, a default route is another, or the host slept. */
        void networkChanged();
    }

    private final MapperSettings settings;
    private final Listener listener;
    private final ProbeSocket socket;
    private final AskingTimes times;
    private final StunServers servers;
    private final RouterPort router;
    private final NetworkWatch watch;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("mapper").unstarted(this::run);
    private Optional<AskingRound> round = Optional.empty();
    private Optional<StunReport> report = Optional.empty();
    private Optional<MappingState> routerState = Optional.empty();
    private boolean isTold;
    private volatile MapperStatus status;
    private volatile boolean isClosed;

    private Mapper(MapperSettings settings, SharedProbeSocket port, LocalNetwork network, Listener listener)
            throws IOException {
        this.settings = settings;
        this.listener = listener;
        this.socket = port.share(PayloadKind.STUN, this::received);
        this.times = new AskingTimes(new SecureRandom(), System.nanoTime());
        this.servers = new StunServers(settings.servers(), () -> tasks.add(times::demand));
        this.router = new RouterPort(settings.port(), state -> tasks.add(() -> routerSaid(state)));
        this.status = new MapperStatus(OwnCandidates.NONE, Optional.empty(), Optional.empty(), socket.problem());
        this.watch = NetworkWatch.start(network, (reading, isBroken) -> tasks.add(() -> networkIs(reading, isBroken)));
    }

    /**
     * @param port whose share of STUN answers this takes
     * @throws IOException if the system does not tell of its network
     */
    public static Mapper start(MapperSettings settings, SharedProbeSocket port, Listener listener) throws IOException {
        Mapper mapper = new Mapper(settings, port, LocalNetworks.open(settings), listener);
        mapper.thread.start();
        return mapper;
    }

    /** Whether some pair needs to know: servers are asked every 20 to 26 s, and the router for a port. */
    public void wanted(boolean wanted) {
        tasks.add(() -> want(wanted));
    }

    /** Finds out at once and tells the listener, whether or not it is wanted else. */
    public void find() {
        tasks.add(times::demand);
    }

    public MapperStatus status() {
        return status;
    }

    private void received(TransportAddress source, byte[] packet) {
        if (tasks.size() < MOST_WAITING) {
            long now = System.nanoTime();
            tasks.add(() -> round.ifPresent(it -> it.received(source, packet, now)));
        }
    }

    private void run() {
        while (!isClosed) {
            try {
                long now = System.nanoTime();
                Runnable task = tasks.poll(nanosToWait(now), TimeUnit.NANOSECONDS);
                if (task != null) {
                    task.run();
                }
                work(System.nanoTime());
            } catch (InterruptedException stopped) {
                isClosed = true;
            } catch (RuntimeException bug) {
                Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), bug);
            }
        }
        router.close();
    }

    private long nanosToWait(long now) {
        return round.map(it -> Math.clamp(it.wakeAtNanos() - now, 0, IDLE.toNanos()))
                .orElseGet(() -> times.nanosUntilDue(now, IDLE.toNanos()));
    }

    private void work(long now) {
        if (round.isEmpty() && times.isDue(now)) {
            times.asked(now);
            round = Optional.of(AskingRound.begin(servers.addresses(now), socket, now));
        }
        if (round.isPresent()) {
            AskingRound asking = round.get();
            asking.send(System.nanoTime());
            if (asking.isOver(now)) {
                asking.end();
                round = Optional.empty();
                report = Optional.of(asking.report());
                tell();
            } else if (report.isEmpty() && asking.isWorthTelling(now)) {
                report = Optional.of(asking.report());
                tell();
            }
        }
    }

    private void want(boolean wanted) {
        times.wanted(wanted);
        if (wanted && settings.portMapping() && !router.isAsked()) {
            router.ask(watch.reading().router());
        }
    }

    private void routerSaid(MappingState state) {
        boolean isNews = !Optional.of(state).equals(routerState);
        routerState = Optional.of(state);
        if (isNews && isTold) {
            tell();
        }
    }

    private void networkIs(NetworkReading reading, boolean isBroken) {
        if (isBroken) {
            round.ifPresent(AskingRound::end);
            round = Optional.empty();
            report = Optional.empty();
            servers.forget();
        }
        if (router.isAsked() && (isBroken || !router.isAsked(reading.router()))) {
            routerState = Optional.empty();
            router.ask(reading.router());
        }
        if (isBroken) {
            listener.networkChanged();
        }
        if (isTold) {
            times.demand();
        }
    }

    private void tell() {
        isTold = true;
        OwnCandidates own = CandidateList.of(settings, watch.reading().addresses(), report, routerState);
        status = new MapperStatus(own, report, routerState, socket.problem());
        listener.mapped(own);
    }

    /** Gives the router's port back, and waits a moment for that. */
    @Override
    public void close() throws IOException {
        watch.close();
        socket.close();
        tasks.add(() -> isClosed = true);
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
