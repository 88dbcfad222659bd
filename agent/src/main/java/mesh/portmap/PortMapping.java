// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

/**
 * One UDP port on one router, kept as long as it is wanted. It neither sends nor waits: whoever owns the socket asks
 * {@link #due} what to send, tells what the router answered with {@link #received}, and comes back at {@link #wakeAtNanos}.
 * PCP is tried first, NAT-PMP where that is not spoken. Tries are 250 ms apart, then twice as long, four for each
 * protocol. A mapping is renewed at half its lifetime; once a minute the router is asked for its epoch, so that a
 * restarted one gets our wish again at once. Time is any nanosecond clock that never goes back. Not safe for concurrent
 * use.
 */
public final class PortMapping {
    /** Where routers listen. */
    public static final Port ROUTER_PORT = new Port(5351);

    /** What we ask for; RFC 6886 section 3.3 recommends it. */
    public static final Duration LIFETIME = Duration.ofHours(2);

    static final int TRIES = 4;
    static final Duration FIRST_WAIT = Duration.ofMillis(250);
    static final Duration BETWEEN_EPOCHS = Duration.ofMinutes(1);
    static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final Duration USUAL_PAUSE = Duration.ofMinutes(5);

    private final IpAddress client;
    private final Port internal;
    private final PcpNonce nonce;
    private final RouterEpoch epoch = new RouterEpoch();
    private MapProtocol protocol = MapProtocol.PCP;
    private MappingState state = new MappingState.Asking();
    private Optional<IpAddress> externalAddress = Optional.empty();
    private Optional<MapAnswer.Mapped> mapped = Optional.empty();
    private int wishedPort;
    private int tries;
    private boolean isAsking = true;
    private long askAt;
    private long epochAt;
    private long expiresAt;

    /**
     * @param client our address towards the router; PCP's routers compare it
     * @param internal the port to be called at
     * @param wished the outer port that we would like; the router may give another
     * @param random unpredictable
     */
    public PortMapping(IpAddress client, Port internal, Port wished, RandomGenerator random, long nowNanos) {
        this.client = client;
        this.internal = internal;
        this.nonce = PcpNonce.random(random);
        this.wishedPort = wished.number();
        this.askAt = nowNanos;
    }

    public MappingState state() {
        return state;
    }

    /** The packets whose time has come; each is returned once. */
    public List<byte[]> due(long nowNanos) {
        if (mapped.isPresent() && nowNanos - expiresAt >= 0) {
            mapped = Optional.empty();
            state = new MappingState.Unavailable("the router did not renew the mapping");
            isAsking = false;
            askAt = nowNanos;
        }
        List<byte[]> due = new ArrayList<>();
        if (nowNanos - askAt >= 0) {
            ask(nowNanos, due);
        } else if (!isAsking && mapped.isPresent() && nowNanos - epochAt >= 0) {
            epochAt = nowNanos + BETWEEN_EPOCHS.toNanos();
            due.add(protocol == MapProtocol.PCP ? Pcp.announceRequest(client) : NatPmp.addressRequest());
        }
        return due;
    }

    private void ask(long nowNanos, List<byte[]> due) {
        if (!isAsking) {
            begin(mapped.isPresent() ? protocol : MapProtocol.PCP);
        } else if (tries == TRIES && protocol == MapProtocol.PCP && mapped.isEmpty()) {
            begin(MapProtocol.NAT_PMP);
        } else if (tries == TRIES) {
            giveUp("no router answers", USUAL_PAUSE, nowNanos);
            return;
        }
        askAt = nowNanos + (FIRST_WAIT.toNanos() << tries);
        tries++;
        if (protocol == MapProtocol.PCP) {
            due.add(Pcp.mapRequest(client, nonce, internal, wishedPort, LIFETIME));
        } else {
            due.add(NatPmp.addressRequest());
            due.add(NatPmp.mapRequest(internal, wishedPort, LIFETIME));
        }
    }

    private void begin(MapProtocol next) {
        protocol = next;
        tries = 0;
        isAsking = true;
    }

    /** A mapping that holds is kept until it expires, and renewed meanwhile. */
    private void giveUp(String why, Duration pause, long nowNanos) {
        isAsking = false;
        askAt = nowNanos + pause.toNanos();
        if (mapped.isEmpty()) {
            state = new MappingState.Unavailable(why);
        }
    }

    /** Takes a packet; the caller made sure that it came from the router's port. Anything but an answer says nothing. */
    public void received(byte[] packet, long nowNanos) {
        Optional<MapAnswer> answer = Pcp.decode(packet, nonce).or(() -> NatPmp.decode(packet));
        if (answer.isEmpty()) {
            return;
        }
        if (answer.get() instanceof MapAnswer.Refused refused) {
            refused(refused, nowNanos);
            return;
        }
        boolean restarted = epoch.restarted(answer.get().epoch(), nowNanos);
        switch (answer.get()) {
            case MapAnswer.Mapped port when port.internalPort() == internal.number() && port.externalPort() != 0
                    && !port.lifetime().isZero() ->
                mapped(port, nowNanos);
            case MapAnswer.Address address -> {
                externalAddress = Optional.of(address.address());
                tell();
            }
            default -> {
                // Only its epoch counts.
            }
        }
        if (restarted && !(answer.get() instanceof MapAnswer.Mapped)) {
            askAt = nowNanos;
            isAsking = false;
        }
    }

    private void mapped(MapAnswer.Mapped port, long nowNanos) {
        Duration lifetime = port.lifetime().compareTo(LIFETIME) < 0 ? port.lifetime() : LIFETIME;
        mapped = Optional.of(port);
        wishedPort = port.externalPort();
        externalAddress = port.externalAddress().or(() -> externalAddress);
        isAsking = false;
        tries = 0;
        askAt = nowNanos + lifetime.toNanos() / 2;
        expiresAt = nowNanos + lifetime.toNanos();
        epochAt = nowNanos + BETWEEN_EPOCHS.toNanos();
        tell();
    }

    /** NAT-PMP tells port and address apart: the mapping is known when both are. */
    private void tell() {
        if (mapped.isPresent() && externalAddress.isPresent()) {
            state = new MappingState.Mapped(
                    new TransportAddress(externalAddress.get(), new Port(mapped.get().externalPort())), protocol,
                    mapped.get().lifetime());
        }
    }

    private void refused(MapAnswer.Refused refused, long nowNanos) {
        if (!isAsking) {
            return;
        }
        if (refused.why() == MapRefusal.VERSION && protocol == MapProtocol.PCP) {
            begin(MapProtocol.NAT_PMP);
            askAt = nowNanos;
            return;
        }
        Duration pause = refused.retryAfter().orElse(USUAL_PAUSE);
        giveUp(refused.why().toString(), pause.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause, nowNanos);
    }

    /** When {@link #due} has something next. */
    public long wakeAtNanos() {
        if (mapped.isEmpty()) {
            return askAt;
        }
        long next = isAsking || askAt - epochAt < 0 ? askAt : epochAt;
        return next - expiresAt < 0 ? next : expiresAt;
    }

    /** The packets that give the port back; nobody waits for an answer. Nothing is due any more where none was had. */
    public List<byte[]> release() {
        if (mapped.isEmpty()) {
            return List.of();
        }
        return List.of(protocol == MapProtocol.PCP
                ? Pcp.mapRequest(client, nonce, internal, 0, Duration.ZERO)
                : NatPmp.mapRequest(internal, 0, Duration.ZERO));
    }
}
