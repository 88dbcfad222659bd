// SPDX-License-Identifier: Apache-2.0
package mesh.netns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import mesh.net.TransportAddress;

/**
 * Two hosts with a router between them and a tunnel through it, by wireguard-go.
 * <pre>
 *   a 10.1.0.2, 10.1.0.3, fd01::2 ── router 10.1.0.1, fd01::1 · 10.2.0.1, fd02::1 ── b 10.2.0.2, fd02::2
 *   in the tunnel: a 100.64.0.1, b 100.64.0.2
 * </pre>
 */
public final class WireGuardPair implements AutoCloseable {
    public static final int PORT = 51_820;

    private final Path directory;
    private final Netns a = new Netns();
    private final Netns b = new Netns();
    private final Netns router = new Netns();
    private String keyOfA = "";
    private String keyOfB = "";

    /** @param directory of the test, for keys and logs */
    public WireGuardPair(Path directory) throws IOException {
        this.directory = directory;
        link(a, "1", 2);
        link(b, "2", 2);
        a.run("ip", "addr", "add", "10.1.0.3/24", "dev", "eth0");
        router.script("""
                echo 1 >/proc/sys/net/ipv4/ip_forward
                echo 1 >/proc/sys/net/ipv6/conf/all/forwarding""");
        keyOfA = tunnel(a, "100.64.0.1");
        keyOfB = tunnel(b, "100.64.0.2");
        peer(a, keyOfB, "100.64.0.2", "10.2.0.2:51820");
        peer(b, keyOfA, "100.64.0.1", "10.1.0.2:51820");
    }

    private void link(Netns host, String net, int last) throws IOException {
        router.run("ip", "link", "add", "eth" + net, "type", "veth", "peer", "name", "eth0", "netns", host.name());
        router.script("""
                ip addr add 10.%1$s.0.1/24 dev eth%1$s
                ip addr add fd0%1$s::1/64 dev eth%1$s nodad
                ip link set eth%1$s up""".formatted(net));
        host.script("""
                ip addr add 10.%1$s.0.%2$d/24 dev eth0
                ip addr add fd0%1$s::%2$d/64 dev eth0 nodad
                ip link set eth0 up
                ip route add default via 10.%1$s.0.1
                ip -6 route add default via fd0%1$s::1""".formatted(net, last));
    }

    private String tunnel(Netns host, String address) throws IOException {
        Path key = directory.resolve(host.name() + ".key");
        Files.createFile(key, java.nio.file.attribute.PosixFilePermissions
                .asFileAttribute(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        host.script("""
                wg genkey >%2$s
                wireguard-go %1$s >/dev/null 2>&1
                wg set %1$s private-key %2$s listen-port %3$d
                ip addr add %4$s/24 dev %1$s
                ip link set %1$s mtu 1420 up""".formatted(host.name(), key, PORT, address));
        return host.script("wg pubkey <" + key).strip();
    }

    private static void peer(Netns host, String key, String allowed, String endpoint) throws IOException {
        host.run("wg", "set", host.name(), "peer", key, "allowed-ips", allowed + "/32", "endpoint", endpoint);
    }

    public Netns a() {
        return a;
    }

    public Netns b() {
        return b;
    }

    public Netns router() {
        return router;
    }

    /** Where a host sends its peer's packets. */
    public TransportAddress endpoint(Netns host) throws IOException {
        return TransportAddress.parse(host.run("wg", "show", host.name(), "endpoints").strip().split("\\s+")[1]);
    }

    public void endpoint(Netns host, String endpoint) throws IOException {
        host.run("wg", "set", host.name(), "peer", host.equals(a) ? keyOfB : keyOfA, "endpoint", endpoint);
    }

    /** Bytes that a host had from its peer. */
    public long received(Netns host) throws IOException {
        return Long.parseLong(host.run("wg", "show", host.name(), "transfer").strip().split("\\s+")[1]);
    }

    /** A packet through the tunnel and back, as soon as it stands. */
    public void ping(Netns host) throws IOException {
        host.run("ping", "-q", "-c", "1", "-w", "10", host.equals(a) ? "100.64.0.2" : "100.64.0.1");
    }

    @Override
    public void close() throws IOException {
        for (Netns host : List.of(a, b, router)) {
            host.close();
        }
        try (Stream<Path> sockets = Stream.of(a, b).map(host -> Path.of("/var/run/wireguard", host.name() + ".sock"))) {
            for (Path socket : sockets.toList()) {
                Files.deleteIfExists(socket);
            }
        }
    }
}
