// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import mesh.derp.Packets;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.name.NodeName;

/**
 * One identity on all relays of a mesh. It is found at its home relay, keeps a second one warm for the moment when home
 * dies, and connects to a peer's home while there is something to send; that connection is closed after 60 s without.
 * Only one process may use a key: of two, a relay serves the one that spoke last. Safe for concurrent use.
 */
public final class RelayClient implements AutoCloseable {
    /** How long a connection to a peer's home outlives the last packet. */
    public static final Duration IDLE = Duration.ofSeconds(60);

    private static final Duration TICK = Duration.ofMillis(250);
    /** Between ticks while all is well and no ping is due; what changes ends it. */
    private static final Duration CALM_TICK = Duration.ofSeconds(5);
    private static final Duration BETWEEN_MEASUREMENTS = Duration.ofSeconds(60);

    private final SequencedMap<NodeName, RelayLink> links = new LinkedHashMap<>();
    private final Map<NodeName, AtomicLong> usedAt = new ConcurrentHashMap<>();
    private final Map<RelayPublicKey, NodeName> peerHomes = new ConcurrentHashMap<>();
    private final LatencySource latencies;
    private final HomeChooser chooser;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore changes = new Semaphore(0);
    private final AtomicLong undeliverable = new AtomicLong();
    private volatile Optional<NodeName> home = Optional.empty();
    private volatile Optional<NodeName> second = Optional.empty();

    private RelayClient(List<Relay> relays, RelayDialer dialer, LatencySource latencies, RelayListener listener,
            SecureRandom random) {
        this.latencies = latencies;
        this.chooser = new HomeChooser(random);
        relays.forEach(relay -> links.put(relay.name(),
                new RelayLink(relay, dialer, new Waking(listener, changes::release), random)));
    }

    /**
     * Connects to all of them, keeps two as soon as it knows which, and goes on until it is closed.
     *
     * @param relays all that the mesh has, each name once
     * @param key of this host and this process alone; the caller closes it after the client
     * @throws IllegalArgumentException if there is no relay
     */
    public static RelayClient start(List<Relay> relays, RelayPrivateKey key, HttpProxies proxies,
            LatencySource latencies, RelayListener listener) {
        if (relays.isEmpty()) {
            throw new IllegalArgumentException("a client needs a relay");
        }
        SecureRandom random = new SecureRandom();
        RelayClient client = new RelayClient(relays, new RelayDialer(key, proxies, random), latencies, listener,
                random);
        client.links.values().forEach(RelayLink::start);
        Thread.ofPlatform().daemon().name("relay latency").start(client::measure);
        Thread.ofPlatform().daemon().name("relay clock").start(client::keepTime);
        return client;
    }

    /** Where peers find this client; empty before the first choice. */
    public Optional<NodeName> home() {
        return home;
    }

    /** All relays in the order of the mesh. */
    public List<RelayStatus> relays() {
        return links.values().stream().map(RelayLink::status).toList();
    }

    /** Packets for which no relay was connected, since the start. */
    public long undeliverable() {
        return undeliverable.get();
    }

    /** Something on the way forgot this host, perhaps the connections to relays as well: they have to answer soon. */
    public void doubt() {
        long now = System.nanoTime();
        links.values().forEach(link -> {
            link.doubt(now);
            link.tick(now);
        });
        changes.release();
    }

    /** The host's addresses or routes are others, or it slept: connections are looked after at once. */
    public void networkChanged() {
        long now = System.nanoTime();
        links.values().forEach(link -> {
            link.networkChanged(now);
            link.tick(now);
        });
        changes.release();
    }

    /**
     * Where a peer said that it is found. Packets to it go there; to others, to our own home.
     *
     * @throws IllegalArgumentException if the mesh has no such relay
     */
    public void peerHome(RelayPublicKey peer, NodeName relay) {
        if (!links.containsKey(relay)) {
            throw new IllegalArgumentException("the mesh has no relay " + relay);
        }
        peerHomes.put(peer, relay);
    }

    /** Where a packet of a peer came from: answers find it there as long as it has not said where its home is. */
    public void seenAt(RelayPublicKey peer, NodeName relay) {
        peerHomes.putIfAbsent(peer, relay);
    }

    /** Its home is not known any more. */
    public void forget(RelayPublicKey peer) {
        peerHomes.remove(peer);
    }

    /**
     * Sends a packet to a peer, at once or as soon as its relay's connection stands. Never blocks.
     *
     * @param packet up to 64 KiB; copied
     * @return false if it, or an older one in its place, was dropped
     */
    public boolean send(RelayPublicKey destination, byte[] packet) {
        return send(destination, ByteBuffer.wrap(packet));
    }

    /** The same for what remains of {@code packet}, whose position stays. */
    public boolean send(RelayPublicKey destination, ByteBuffer packet) {
        Optional<RelayLink> link = linkTo(destination);
        if (link.isEmpty()) {
            undeliverable.incrementAndGet();
            return false;
        }
        return link.get().send(Packets.sendFrame(destination, packet), System.nanoTime());
    }

    /**
     * Sends a packet through one relay and no other: to ask whether a peer is there, or to answer where it was heard.
     * Connects to the relay if need be.
     *
     * @return false if it, or an older one in its place, was dropped
     * @throws IllegalArgumentException if the mesh has no such relay
     */
    public boolean sendThrough(NodeName relay, RelayPublicKey destination, byte[] packet) {
        RelayLink link = link(Optional.of(relay))
                .orElseThrow(() -> new IllegalArgumentException("the mesh has no relay " + relay));
        use(link);
        return link.send(Packets.sendFrame(destination, ByteBuffer.wrap(packet)), System.nanoTime());
    }

    /**
     * The peer's home if it is connected or about to be, and not one that broke: the peer leaves it as well. Else what is
     * connected: home, then the second.
     */
    private Optional<RelayLink> linkTo(RelayPublicKey destination) {
        Optional<RelayLink> theirs = link(Optional.ofNullable(peerHomes.get(destination)));
        theirs.ifPresent(this::use);
        return theirs.filter(link -> isUp(link) || takesPackets(link) && !link.isFailing())
                .or(() -> link(home).filter(RelayClient::isUp))
                .or(() -> link(second).filter(RelayClient::isUp))
                .or(() -> links.values().stream().filter(RelayClient::isUp).findFirst())
                .or(() -> link(home).filter(RelayClient::takesPackets));
    }

    private Optional<RelayLink> link(Optional<NodeName> relay) {
        return relay.map(links::get);
    }

    private void use(RelayLink link) {
        usedAt.computeIfAbsent(link.relay().name(), relay -> new AtomicLong()).set(System.nanoTime());
        link.start();
    }

    private static boolean isUp(RelayLink link) {
        return link.state() instanceof LinkState.Up;
    }

    private static boolean takesPackets(RelayLink link) {
        return isUp(link) || link.state() instanceof LinkState.Connecting;
    }

    private void measure() {
        List<Relay> relays = links.values().stream().map(RelayLink::relay).toList();
        while (!isClosed()) {
            try {
                Map<NodeName, Duration> measured = latencies.measure(relays);
                long now = System.nanoTime();
                synchronized (chooser) {
                    measured.forEach((relay, latency) -> chooser.measured(relay, latency, now));
                }
            } catch (IOException noNetwork) {
                // The home stays as it is: who cannot measure cannot know better.
            } catch (RuntimeException bug) {
                report(bug);
            }
            chooseHome();
            changes.release();
            pause(BETWEEN_MEASUREMENTS);
        }
    }

    private void keepTime() {
        while (!isClosed()) {
            long now = System.nanoTime();
            links.values().forEach(link -> link.tick(now));
            if (home.isPresent() || links.values().stream().anyMatch(RelayClient::isUp)) {
                chooseHome();
            }
            boolean isCalm = home.isPresent() && links.values().stream().allMatch(RelayLink::isCalm);
            awaitChange(isCalm ? calm(System.nanoTime()) : TICK.toNanos());
        }
    }

    /** One bad call of a listener must not end what keeps the connections. */
    private static void report(RuntimeException bug) {
        Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), bug);
    }

    private void pause(Duration duration) {
        try {
            closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            closing.countDown();
        }
    }

    private long calm(long nowNanos) {
        return links.values().stream().mapToLong(link -> link.nanosOfCalm(nowNanos)).reduce(CALM_TICK.toNanos(),
                Math::min);
    }

    private void awaitChange(long longestNanos) {
        try {
            if (changes.tryAcquire(longestNanos, TimeUnit.NANOSECONDS)) {
                changes.drainPermits();
            }
        } catch (InterruptedException stopped) {
            closing.countDown();
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private void chooseHome() {
        long now = System.nanoTime();
        Optional<NodeName> before = home;
        synchronized (chooser) {
            List<NodeName> usable = names(link -> !link.isFailing());
            List<NodeName> all = usable.isEmpty() ? List.copyOf(links.keySet()) : usable;
            home = chooser.choose(all, names(link -> link.heardWithin(HomeChooser.HEARD, now)), now);
            second = chooser.second(all, now);
        }
        if (!before.equals(home)) {
            // Peers send there until they have heard of the other.
            link(before).ifPresent(this::use);
        }
        for (RelayLink link : links.values()) {
            try {
                arrange(link, now);
            } catch (RuntimeException bug) {
                report(bug);
            }
        }
    }

    private List<NodeName> names(Predicate<RelayLink> which) {
        return links.values().stream().filter(which).map(link -> link.relay().name()).toList();
    }

    /** Runs it while it is home, second or in use, or while it fails: it may be the better home when it is back. */
    private void arrange(RelayLink link, long now) {
        Optional<NodeName> name = Optional.of(link.relay().name());
        AtomicLong used = usedAt.get(link.relay().name());
        boolean isUsed = used != null && now - used.get() < IDLE.toNanos();
        link.home(name.equals(home));
        if (name.equals(home) || name.equals(second) || isUsed) {
            link.start();
        } else if (!link.isFailing() && !(link.state() instanceof LinkState.Connecting)) {
            link.stop();
        }
    }

    /** Closes all connections. */
    @Override
    public void close() {
        closing.countDown();
        changes.release();
        links.values().forEach(RelayLink::close);
    }
}
