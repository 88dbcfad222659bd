// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.net.TransportAddress;

/** WireGuard with one peer: a session, counters, and an endpoint that follows whatever genuine packet comes. */
final class Kernel {
    /** The shim. */
    static final TransportAddress RELAY = TransportAddress.parse("127.0.0.1:40001");

    private static final long REKEY_AFTER = Timeline.ms(120_000);
    private static final long REJECT_AFTER = Timeline.ms(180_000);
    private static final long RETRY = Timeline.ms(5000);
    private static final long KEEPALIVE = Timeline.ms(25_000);

    /** What it is connected to. */
    interface Wire {
        void send(TransportAddress to, Packet packet);

        void deliver(Object content);
    }

    Optional<TransportAddress> endpoint = Optional.empty();
    long received;
    long sent;
    long handshakeSeconds;
    private final Timeline time;
    private final Wire wire;
    private final List<Packet> waiting = new ArrayList<>();
    private Optional<Long> session = Optional.empty();
    private long initiatedAt = Long.MIN_VALUE / 4;
    private long sentAt;

    Kernel(Timeline time, Wire wire) {
        this.time = time;
        this.wire = wire;
        this.sentAt = time.now();
        time.in(KEEPALIVE, this::keepalive);
    }

    void data(int bytes, Object content) {
        Packet packet = new Packet(Packet.Kind.DATA, bytes, content);
        if (!isSession()) {
            if (waiting.size() < 16) {
                waiting.add(packet);
            }
            initiate();
            return;
        }
        if (time.now() - session.orElseThrow() > REKEY_AFTER) {
            initiate();
        }
        out(packet);
    }

    private boolean isSession() {
        return session.isPresent() && time.now() - session.get() < REJECT_AFTER;
    }

    private void initiate() {
        if (time.now() - initiatedAt >= RETRY) {
            initiatedAt = time.now();
            out(new Packet(Packet.Kind.INITIATION, 148, ""));
            time.in(RETRY + 1, () -> {
                if (!isSession() && !waiting.isEmpty()) {
                    initiate();
                }
            });
        }
    }

    private void out(Packet packet) {
        if (endpoint.isEmpty()) {
            return;
        }
        sent += packet.bytes();
        sentAt = time.now();
        wire.send(endpoint.get(), packet);
    }

    private void keepalive() {
        if (time.now() - sentAt >= KEEPALIVE) {
            if (isSession()) {
                out(new Packet(Packet.Kind.KEEPALIVE, 32, ""));
            } else {
                initiate();
            }
        }
        time.in(Math.max(Timeline.ms(1000), sentAt + KEEPALIVE - time.now()), this::keepalive);
    }

    /** All packets that come are genuine. */
    void received(TransportAddress from, Packet packet) {
        boolean isKnown = packet.kind() == Packet.Kind.INITIATION || packet.kind() == Packet.Kind.RESPONSE
                || isSession();
        if (!isKnown) {
            return;
        }
        received += packet.bytes();
        endpoint = Optional.of(from);
        switch (packet.kind()) {
            case INITIATION -> {
                established();
                out(new Packet(Packet.Kind.RESPONSE, 92, ""));
                flush();
            }
            case RESPONSE -> {
                established();
                if (waiting.isEmpty()) {
                    out(new Packet(Packet.Kind.KEEPALIVE, 32, ""));
                }
                flush();
            }
            case DATA -> wire.deliver(packet.content());
            default -> {
                // It says nothing.
            }
        }
    }

    private void flush() {
        List<Packet> queued = List.copyOf(waiting);
        waiting.clear();
        queued.forEach(this::out);
    }

    private void established() {
        session = Optional.of(time.now());
        handshakeSeconds = 1_800_000_000L + time.now() / 1_000_000_000L;
    }
}
