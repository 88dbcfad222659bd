// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import mesh.derp.Frame;
import mesh.derp.NaclBox;
import mesh.derp.RelayPublicKey;
import mesh.http.RequestHead;
import mesh.net.IpAddress;
import mesh.relay.tls.CertificateMaker;
import mesh.relay.tls.SwappableIdentity;
import mesh.relay.tls.TlsIdentity;
import mesh.socket.SocketAddresses;
import mesh.value.ValueFormatException;

import org.jspecify.annotations.Nullable;

/**
 * The relay itself: loops, listeners, clients, and the settings that all of them look at. Settings can be replaced while it
 * runs; all but the addresses it listens on take effect at once, and no connection is dropped but those whose key is no longer
 * listed. Safe for concurrent use.
 */
public final class Relay implements AutoCloseable {
    /** How long before its end a meta certificate is made again. */
    private static final Duration META_RENEWAL = Duration.ofDays(10);

    private static final int MIN_STRANGERS = 64;

    private final EventLog log;
    private final RelayMetrics metrics = new RelayMetrics();
    private final Clients clients = new Clients(metrics);
    private final Greetings greetings = new Greetings();
    private final MeshLinks meshLinks = new MeshLinks(this);
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService handshakes;
    private final List<EventLoop> loops = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger nextLoop = new AtomicInteger();
    private final @Nullable SwappableIdentity tls;
    private volatile RelaySettings settings;
    private volatile Instant metaUntil = Instant.EPOCH;

    private Relay(RelaySettings settings, EventLog log) {
        this.settings = settings;
        this.log = log;
        this.tls = settings.tls().map(identity -> new SwappableIdentity(withMeta(identity))).orElse(null);
        int cores = Runtime.getRuntime().availableProcessors();
        this.handshakes = Executors.newFixedThreadPool(cores, task -> {
            Thread thread = new Thread(task, "handshake");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @throws IOException if it cannot listen; nothing is then left running */
    public static Relay start(RelaySettings settings, EventLog log) throws IOException {
        Relay relay = new Relay(settings, log);
        try {
            relay.listen();
        } catch (IOException failed) {
            relay.close();
            throw failed;
        }
        relay.meshLinks.set(settings.meshPeers());
        log.event("listening", "on", relay.addresses(), "key", relay.publicKey(), "clients",
                settings.admission().names().size());
        return relay;
    }

    private void listen() throws IOException {
        for (InetSocketAddress address : settings.listen()) {
            try {
                listeners.add(Listener.bind(this, address));
            } catch (IOException taken) {
                if (!SocketAddresses.isTakenAlready(address, addresses())) {
                    throw taken;
                }
            }
        }
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            loops.add(new EventLoop("relay-" + i));
        }
        for (Listener listener : listeners) {
            listener.register(loops.getFirst());
        }
    }

    /** Where it listens, with the ports it was given. */
    public List<InetSocketAddress> addresses() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (Listener listener : listeners) {
            try {
                addresses.add(listener.address());
            } catch (IOException closed) {
                return addresses;
            }
        }
        return addresses;
    }

    public RelayPublicKey publicKey() {
        return settings.identity().publicKey();
    }

    Greetings greetings() {
        return greetings;
    }

    public RelayMetrics metrics() {
        return metrics;
    }

    /** How many connections are open, with and without login. */
    public int connections() {
        return connections.get();
    }

    /** Takes new settings. Identity, addresses and whether there is TLS stay as they were at the start. */
    public void reload(RelaySettings next) {
        RelaySettings before = settings;
        settings = new RelaySettings(before.listen(), before.identity(),
                before.tls().isPresent() ? next.tls() : before.tls(),
                next.admission(), next.meshKey(), next.meshPeers(), next.limits(), next.trustedProxies());
        showCertificate();
        meshLinks.set(next.meshPeers());
        for (EventLoop loop : loops) {
            loop.execute(scratch -> closeUnlisted(loop, scratch));
        }
        log.event("reloaded", "clients", next.admission().names().size());
    }

    /** Makes the meta certificate again when its end comes near. */
    public void renewMetaCertificate() {
        if (Instant.now().isAfter(metaUntil.minus(META_RENEWAL))) {
            showCertificate();
        }
    }

    private void showCertificate() {
        if (tls != null && settings.tls().isPresent()) {
            tls.replace(withMeta(settings.tls().get()));
        }
    }

    private TlsIdentity withMeta(TlsIdentity identity) {
        Instant now = Instant.now();
        metaUntil = now.plus(Duration.ofDays(30));
        return identity.with(CertificateMaker.meta(publicKey(), now));
    }

    private void closeUnlisted(EventLoop loop, Scratch scratch) {
        clients.forEach(session -> {
            boolean listed = session.isMeshPeer()
                    ? settings.hasMeshKey() || settings.isPeerKey(session.key())
                    : settings.admission().nameOf(session.key()).isPresent();
            if (session.connection().loop() == loop && !listed) {
                session.connection().close(scratch, "no longer listed");
            }
        });
    }

    /** Tells all clients that it will be back, and lets them read it. */
    public void announceRestart(Duration reconnectIn, Duration tryFor) {
        byte[] frame = new Frame.Restarting(reconnectIn, tryFor).encode();
        for (EventLoop loop : loops) {
            loop.execute(scratch -> clients.forEach(session -> {
                if (session.connection().loop() == loop) {
                    session.control(frame, scratch);
                }
            }));
        }
    }

    @Override
    public void close() {
        for (Listener listener : listeners) {
            try {
                listener.close();
            } catch (IOException alreadyClosed) {
                log.event("close-failed", "on", listener);
            }
        }
        meshLinks.close();
        loops.forEach(EventLoop::close);
        handshakes.shutdownNow();
        try {
            handshakes.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    RelaySettings settings() {
        return settings;
    }

    Patience patience() {
        return settings.limits().patience();
    }

    EventLog log() {
        return log;
    }

    Clients clients() {
        return clients;
    }

    MeshLinks meshLinks() {
        return meshLinks;
    }

    /** 24 bytes for one box. */
    byte[] nonce() {
        byte[] nonce = new byte[NaclBox.NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }

    /** Those who did not log in never take more than half of the room, so that clients can always come back. */
    boolean hasRoom() {
        int open = connections.get();
        int most = settings.limits().connections();
        long strangers = open - metrics.get(Counter.GAUGE_CLIENTS_LOCAL);
        return open < most && strangers < Math.max(MIN_STRANGERS, most / 2);
    }

    void open(SocketChannel channel, InetSocketAddress peer) {
        connections.incrementAndGet();
        metrics.increment(Counter.ACCEPTS);
        metrics.add(Counter.GAUGE_CURRENT_CONNECTIONS, 1);
        Wire wire = tls == null ? new PlainWire() : new TlsWire(tls.newEngine());
        if (tls != null) {
            metrics.increment(Counter.TLS_LISTENER_ACCEPTED);
        }
        EventLoop loop = loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
        Connection connection = new Connection(this, loop, channel, wire, peer);
        loop.execute(connection::start);
    }

    void connectionClosed(Connection connection) {
        connections.decrementAndGet();
        metrics.add(Counter.GAUGE_CURRENT_CONNECTIONS, -1);
    }

    void closedBecause(Stage stage, String why) {
        Stage last = stage instanceof WebSocketStage outer ? outer.inside() : stage;
        if (last instanceof Session session) {
            log.event("logout", "name", session.name(), "key", session.key(), "why", why);
        }
    }

    void runHandshake(Runnable task) {
        handshakes.execute(task);
    }

    boolean isTrustedProxy(InetAddress address) {
        return !settings.trustedProxies().isEmpty()
                && settings.trustedProxies().contains(IpAddress.parse(hostText(address)));
    }

    /** Where a client connects from: as the last proxy that is trusted says, else as the socket says. */
    InetSocketAddress clientAddress(InetSocketAddress peer, RequestHead head) {
        Optional<String> forwarded = head.header("x-forwarded-for");
        if (forwarded.isEmpty() || !isTrustedProxy(peer.getAddress())) {
            return peer;
        }
        String[] hops = forwarded.get().split(",", -1);
        try {
            IpAddress client = IpAddress.parse(hops[hops.length - 1].strip());
            return new InetSocketAddress(InetAddress.ofLiteral(client.toString()), 0);
        } catch (ValueFormatException notAnAddress) {
            return peer;
        }
    }

    /** {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}. */
    static String text(InetSocketAddress address) {
        String host = hostText(address.getAddress());
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String hostText(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
