// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import mesh.net.TransportAddress;

/**
 * Asks several servers at once for the mapped address, and decides what they said. It neither sends nor waits: whoever
 * owns the sockets asks {@link #due} what to send, tells what {@link #received} and goes on until {@link #isOver}. Time
 * is any nanosecond clock that never goes back. Not safe for concurrent use.
 *
 * <p>Each try is a new transaction, so that the latency is that of the try that was answered. RFC 8489 would wait
 * {@code 39.5 s} for a dead server; with several servers asked, three tries in 1.2 s are enough.
 */
public final class BindingRound {
    /** Requests to one server before it counts as silent. */
    public static final int TRIES = 3;

    /** Between two tries at one server. */
    public static final Duration SPACING = Duration.ofMillis(200);

    /** From the first try to giving a server up. */
    public static final Duration PATIENCE = Duration.ofMillis(1200);

    /** One request to send; it names its server since answers count from there only. */
    public static final class Outgoing {
        private final TransportAddress server;
        private final byte[] packet;

        private Outgoing(TransportAddress server, byte[] packet) {
            this.server = server;
            this.packet = packet;
        }

        public TransportAddress server() {
            return server;
        }

        public byte[] packet() {
            return packet.clone();
        }
    }

    private final Supplier<TransactionId> ids;
    private final long start;
    private final Map<TransportAddress, Asked> servers = new LinkedHashMap<>();

    /**
     * @param servers each is asked once however often it stands there
     * @param ids unpredictable
     * @param nowNanos the time of the first tries
     */
    public BindingRound(List<TransportAddress> servers, Supplier<TransactionId> ids, long nowNanos) {
        this.ids = ids;
        this.start = nowNanos;
        servers.forEach(server -> this.servers.put(server, new Asked()));
    }

    /** The requests whose time has come; each is returned once. */
    public List<Outgoing> due(long nowNanos) {
        List<Outgoing> due = new ArrayList<>();
        servers.forEach((server, asked) -> {
            if (!asked.isSettled() && asked.tries() < TRIES && nowNanos - start >= asked.tries() * SPACING.toNanos()) {
                due.add(new Outgoing(server, asked.nextTry(ids.get(), nowNanos)));
            }
        });
        return due;
    }

    /**
     * Takes a packet. Counts only what comes from a server that was asked, with the id of one of its tries; of anything
     * else nothing is believed.
     *
     * @return whether it was an answer
     */
    public boolean received(TransportAddress source, byte[] packet, long nowNanos) {
        Asked asked = servers.get(source);
        if (asked == null) {
            return false;
        }
        try {
            return asked.received(StunDecoder.decode(packet), nowNanos);
        } catch (StunFormatException other) {
            return false;
        }
    }

    /** The system would not send to {@code server}; it is not tried again. */
    public void notSent(TransportAddress server, String why) {
        Asked asked = servers.get(server);
        if (asked != null) {
            asked.settle(new StunOutcome.NotSent(why));
        }
    }

    /** Whether each server answered or had its time. */
    public boolean isOver(long nowNanos) {
        return nowNanos - start >= PATIENCE.toNanos() || servers.values().stream().allMatch(Asked::isSettled);
    }

    /** When to look again at the latest, if nothing comes. */
    public long wakeAtNanos() {
        return servers.values().stream().filter(asked -> !asked.isSettled() && asked.tries() < TRIES)
                .mapToLong(asked -> start + asked.tries() * SPACING.toNanos()).min()
                .orElse(start + PATIENCE.toNanos());
    }

    /** What is known; servers that owe an answer are silent. */
    public StunReport report() {
        return new StunReport(servers.entrySet().stream()
                .map(entry -> new StunReport.Answer(entry.getKey(), entry.getValue().outcome())).toList());
    }

    /** One server and the transactions with it. */
    private static final class Asked {
        private final Map<TransactionId, Long> sentAt = new LinkedHashMap<>();
        private StunOutcome outcome = new StunOutcome.Silent();

        int tries() {
            return sentAt.size();
        }

        boolean isSettled() {
            return !(outcome instanceof StunOutcome.Silent);
        }

        void settle(StunOutcome settled) {
            outcome = settled;
        }

        StunOutcome outcome() {
            return outcome;
        }

        byte[] nextTry(TransactionId id, long nowNanos) {
            sentAt.put(id, nowNanos);
            return StunEncoder.encode(StunMessage.tailnodeRequest(id));
        }

        boolean received(StunMessage message, long nowNanos) {
            Long sent = sentAt.get(message.id());
            boolean isAnswer = message.kind() == StunClass.SUCCESS || message.kind() == StunClass.ERROR;
            if (sent == null || isSettled() || !isAnswer || message.method() != StunMessage.BINDING) {
                return false;
            }
            settle(judge(message, Duration.ofNanos(nowNanos - sent)));
            return true;
        }

        private StunOutcome judge(StunMessage message, Duration latency) {
            if (message.kind() == StunClass.ERROR) {
                return new StunOutcome.Refused(message.first(StunAttribute.ErrorCode.class)
                        .map(error -> "error " + error.code()).orElse("an error without a code"));
            }
            if (!message.notUnderstood().isEmpty()) {
                return new StunOutcome.Refused("the answer has attribute %04x, which is not understood"
                        .formatted(message.notUnderstood().getFirst()));
            }
            return message.mappedAddress()
                    .<StunOutcome>map(address -> new StunOutcome.Mapped(address, latency, tries()))
                    .orElseGet(() -> new StunOutcome.Refused("the answer has no address"));
        }
    }
}
