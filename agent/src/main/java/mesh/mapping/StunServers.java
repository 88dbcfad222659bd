// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import mesh.net.Endpoint;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.socket.SocketAddresses;

/**
 * The addresses of STUN servers. Names are looked up by threads that nobody waits for, again after five minutes; until
 * then, and where that fails, the last known addresses count. Safe for concurrent use.
 */
final class StunServers {
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** One name, what it was last, when it was asked for and whether it is being asked for. */
    private static final class Named {
        private volatile List<TransportAddress> addresses = List.of();
        private volatile long askedAt;
        private volatile boolean isStale = true;
        private final AtomicBoolean isAsked = new AtomicBoolean();
    }

    private final List<Endpoint> servers;
    private final Runnable news;
    private final Map<Endpoint, Named> names = new ConcurrentHashMap<>();

    /** @param news called by any thread when more addresses are known */
    StunServers(List<Endpoint> servers, Runnable news) {
        this.servers = List.copyOf(servers);
        this.news = news;
    }

    /** What is known; each address once. Begins to look up what is not fresh. */
    List<TransportAddress> addresses(long nowNanos) {
        Map<TransportAddress, Boolean> addresses = new LinkedHashMap<>();
        for (Endpoint server : servers) {
            known(server, nowNanos).forEach(address -> addresses.put(address, true));
        }
        return new ArrayList<>(addresses.keySet());
    }

    private List<TransportAddress> known(Endpoint server, long nowNanos) {
        return switch (server.host()) {
            case NetworkHost.Literal literal -> List.of(new TransportAddress(literal.address(), server.port()));
            case NetworkHost.Named named -> {
                Named known = names.computeIfAbsent(server, absent -> new Named());
                boolean isFresh = !known.isStale && nowNanos - known.askedAt < FRESH.toNanos();
                if (!isFresh && known.isAsked.compareAndSet(false, true)) {
                    known.askedAt = nowNanos;
                    Thread.ofPlatform().daemon().name("stun server's name")
                            .start(() -> lookUp(named.name().text(), server.port(), known));
                }
                yield known.addresses;
            }
        };
    }

    private void lookUp(String name, Port port, Named known) {
        try {
            List<TransportAddress> found = Stream.of(InetAddress.getAllByName(name))
                    .map(address -> new TransportAddress(SocketAddresses.ip(address), port)).toList();
            boolean isNews = !found.equals(known.addresses);
            known.addresses = found;
            known.isStale = false;
            if (isNews) {
                news.run();
            }
        } catch (UnknownHostException unknown) {
            // The next round asks again.
        } finally {
            known.isAsked.set(false);
        }
    }

    /** After a change of the network names may lead elsewhere. */
    void forget() {
        names.values().forEach(known -> known.isStale = true);
    }
}
