// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import mesh.derp.Octets;
import mesh.net.TransportAddress;
import mesh.probe.PayloadKind;
import mesh.probe.ProbeSocket;
import mesh.probe.SharedProbeSocket;
import mesh.stun.StunDecoder;
import mesh.stun.StunEncoder;
import mesh.stun.StunFormatException;
import mesh.stun.StunMessage;
import mesh.stun.StunReport;
import mesh.stun.TransactionId;

/**
 * Asks STUN servers from WireGuard's port for whoever waits for the answer, beside an agent that may be running. For one
 * thread; calls block.
 */
public final class PortAsker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final int TRIES = 2;

    private record Came(TransportAddress source, Octets packet) {}

    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<Came> came = new LinkedBlockingQueue<>();
    private final ProbeSocket socket;

    public PortAsker(SharedProbeSocket port) {
        this.socket = port.share(PayloadKind.STUN, (source, packet) -> came.add(new Came(source, Octets.of(packet))));
    }

    /** Why nothing can be asked; empty where it can. */
    public Optional<String> problem() {
        return socket.problem();
    }

    /** All of them at once, in 1.2 s at most. */
    public StunReport ask(List<TransportAddress> servers) {
        AskingRound round = AskingRound.begin(servers, socket, System.nanoTime());
        try {
            while (!round.isOver(System.nanoTime())) {
                round.send(System.nanoTime());
                Came packet = came.poll(Math.max(1, round.wakeAtNanos() - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (packet != null) {
                    round.received(packet.source(), packet.packet().bytes(), System.nanoTime());
                }
                round.isWorthTelling(System.nanoTime());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            round.end();
        }
        return round.report();
    }

    /**
     * The largest of some sizes that reaches a server in one piece; what it answers is short. All are sent at once, and
     * those that are larger than any answered one once more.
     *
     * @param payloadBytes of the UDP payload, multiples of 4 from 44 to 1,500
     * @return empty if none was answered
     */
    public Optional<Integer> largest(TransportAddress server, List<Integer> payloadBytes) throws IOException {
        socket.listening(true);
        try {
            int largest = 0;
            for (int i = 0; i < TRIES; i++) {
                int known = largest;
                largest = answered(server, payloadBytes.stream().filter(bytes -> bytes > known).toList(), known);
            }
            return largest == 0 ? Optional.empty() : Optional.of(largest);
        } finally {
            socket.listening(false);
        }
    }

    private int answered(TransportAddress server, List<Integer> sizes, int known) {
        Map<TransactionId, Integer> asked = new HashMap<>();
        for (int bytes : sizes) {
            TransactionId id = TransactionId.random(random);
            try {
                socket.send(server, StunEncoder.encode(StunMessage.paddedRequest(id, bytes)), true);
                asked.put(id, bytes);
            } catch (IOException tooLong) {
                // For the interface already.
            }
        }
        int most = asked.values().stream().mapToInt(bytes -> bytes).max().orElse(0);
        int largest = known;
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (largest < most && System.nanoTime() - end < 0) {
                Came packet = came.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (packet != null && packet.source().equals(server)) {
                    largest = Math.max(largest, size(packet.packet().bytes(), asked));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return largest;
    }

    private static int size(byte[] answer, Map<TransactionId, Integer> asked) {
        try {
            return asked.getOrDefault(StunDecoder.decode(answer).id(), 0);
        } catch (StunFormatException strange) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
