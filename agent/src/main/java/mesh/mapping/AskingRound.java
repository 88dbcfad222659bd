// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

import mesh.net.TransportAddress;
import mesh.probe.ProbeSocket;
import mesh.stun.BindingRound;
import mesh.stun.StunOutcome;
import mesh.stun.StunReport;
import mesh.stun.TransactionId;

/**
 * All STUN servers asked once from WireGuard's port, with the window open meanwhile. A dead server keeps a round for 1.2 s,
 * so that what the others said is worth telling before. For one thread.
 */
final class AskingRound {
    /** Until who answers at all has mostly done so. */
    private static final Duration EARLY = Duration.ofMillis(300);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ProbeSocket socket;
    private final BindingRound round;
    private final long start;
    private boolean isToldEarly;

    private AskingRound(List<TransportAddress> servers, ProbeSocket socket, long nowNanos) {
        this.socket = socket;
        this.round = new BindingRound(servers, () -> TransactionId.random(RANDOM), nowNanos);
        this.start = nowNanos;
    }

    static AskingRound begin(List<TransportAddress> servers, ProbeSocket socket, long nowNanos) {
        AskingRound begun = new AskingRound(servers, socket, nowNanos);
        try {
            socket.listening(!servers.isEmpty());
        } catch (IOException refused) {
            servers.forEach(server -> begun.round.notSent(server, String.valueOf(refused.getMessage())));
        }
        return begun;
    }

    void send(long nowNanos) {
        for (BindingRound.Outgoing request : round.due(nowNanos)) {
            try {
                socket.send(request.server(), request.packet(), false);
            } catch (IOException refused) {
                round.notSent(request.server(), String.valueOf(refused.getMessage()));
            }
        }
    }

    void received(TransportAddress source, byte[] packet, long nowNanos) {
        round.received(source, packet, nowNanos);
    }

    boolean isOver(long nowNanos) {
        return round.isOver(nowNanos);
    }

    /** True once: when some have answered and others let us wait. */
    boolean isWorthTelling(long nowNanos) {
        boolean isTime = !isToldEarly && nowNanos - start >= EARLY.toNanos();
        isToldEarly |= isTime;
        return isTime
                && report().answers().stream().anyMatch(answer -> answer.outcome() instanceof StunOutcome.Mapped);
    }

    long wakeAtNanos() {
        long early = start + EARLY.toNanos();
        return isToldEarly || round.wakeAtNanos() - early < 0 ? round.wakeAtNanos() : early;
    }

    StunReport report() {
        return round.report();
    }

    /** Closes the window. */
    void end() {
        try {
            socket.listening(false);
        } catch (IOException closed) {
            // Then it is closed.
        }
    }
}
