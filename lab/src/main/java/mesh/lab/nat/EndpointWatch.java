// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import mesh.lab.LabException;

/**
 * Writes down every endpoint that a host's WireGuard has for a peer, asked of WireGuard itself every few milliseconds.
 * Runs until it is closed.
 */
final class EndpointWatch implements AutoCloseable {

    private static final long INTERVAL_NANOS = 10_000_000;

    private final Path socket;
    private final String peer;
    private final List<Seen> seen = new ArrayList<>();
    private final List<Seen> said = new ArrayList<>();
    private final Supplier<AgentView> agent;
    private final Thread thread;
    private volatile boolean ended;
    private volatile Optional<LabException> failure = Optional.empty();

    /**
     * From when on packets went where.
     *
     * @param millis of the clock
     * @param endpoint address and port; empty where there is none
     */
    record Seen(long millis, String endpoint) {

        boolean direct() {
            return !endpoint.isEmpty() && !endpoint.startsWith("127.") && !endpoint.startsWith("[::1]");
        }
    }

    EndpointWatch(SceneHost host, SceneHost peer) {
        this(host, peer, () -> host.view(peer));
    }

    /** Does not ask the agent. */
    static EndpointWatch ofEndpoints(SceneHost host, SceneHost peer) {
        return new EndpointWatch(host, peer, () -> AgentView.SILENT);
    }

    private EndpointWatch(SceneHost host, SceneHost peer, Supplier<AgentView> agent) {
        long process = host.host().processes().stream().filter(one -> one.arguments().startsWith("wireguard-go"))
                .findFirst().orElseThrow(() -> new LabException("no wireguard-go on " + host.host().name())).pid();
        this.socket = Path.of("/proc", Long.toString(process), "root/run/wireguard/wg0.sock");
        this.peer = "public_key=" + HexFormat.of().formatHex(Base64.getDecoder().decode(peer.publicKey()));
        this.agent = agent;
        this.thread = Thread.ofPlatform().daemon().name("endpoints-" + host.host().name()).start(this::watch);
    }

    private void watch() {
        try {
            while (!ended) {
                note(seen, ask());
                note(said, told());
                LockSupport.parkNanos(INTERVAL_NANOS);
            }
        } catch (LabException blind) {
            failure = Optional.of(blind);
        }
    }

    /** Nothing while the agent is away. */
    private String told() {
        try {
            return agent.get().counts();
        } catch (LabException away) {
            return "";
        }
    }

    private void note(List<Seen> notes, String now) {
        synchronized (seen) {
            if (notes.isEmpty() || !notes.getLast().endpoint().equals(now)) {
                notes.add(new Seen(System.currentTimeMillis(), now));
            }
        }
    }

    /** The interface tells its keys too; they are a test's own and go no further than this. */
    private String ask() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("get=1\n\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
            String text = "";
            while (!text.endsWith("\n\n") && bytes.hasRemaining() && channel.read(bytes) >= 0) {
                text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
            }
            int at = text.indexOf(peer);
            String ofPeer = at < 0 ? "" : text.substring(at + 1).split("\npublic_key=", 2)[0];
            return ofPeer.lines().filter(line -> line.startsWith("endpoint=")).map(line -> line.substring(9))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new LabException("cannot ask " + socket, e);
        }
    }

    /** All so far, in order. @throws LabException if WireGuard could not be asked all the time */
    List<Seen> seen() {
        failure.ifPresent(blind -> {
            throw new LabException("nobody saw the endpoints", blind);
        });
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** The last one. */
    String now() {
        List<Seen> all = seen();
        return all.isEmpty() ? "" : all.getLast().endpoint();
    }

    /** What the agent said of the peer, each time that it was something else; in place of the endpoint. */
    List<Seen> said() {
        synchronized (seen) {
            return List.copyOf(said);
        }
    }

    /** Since when packets have gone directly, without a break; 0 where they do not. */
    long directSince() {
        long since = 0;
        for (Seen one : seen()) {
            since = one.direct() ? since == 0 ? one.millis() : since : 0;
        }
        return since;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
