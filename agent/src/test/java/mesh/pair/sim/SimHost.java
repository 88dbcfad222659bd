// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.pair.Candidate;
import mesh.pair.ControlMessage;
import mesh.pair.OwnCandidates;
import mesh.pair.PairAction;
import mesh.pair.PairEvent;
import mesh.pair.PairSettings;
import mesh.pair.PairState;
import mesh.pair.PairSwitch;
import mesh.pair.ProbeMessage;
import mesh.pair.wire.ControlChannel;
import mesh.pair.wire.Opened;

/** A host: WireGuard, an agent that does what its switch says, and a shim. */
final class SimHost implements Kernel.Wire {
    static final PairSettings SETTINGS = new PairSettings(1420, Set.of());
    private static final TransportAddress STUN = TransportAddress.parse("198.51.100.1:3478");
    private static final TransportAddress STUN_2 = TransportAddress.parse("198.51.100.2:3478");

    final int index;
    final Nat nat;
    final Net net;
    final Kernel kernel;
    IpAddress address;
    boolean isRelayUp;
    boolean isAsleep;
    boolean hasInjector = true;
    LongConsumer pinged = _ -> {};
    Optional<PairSwitch> agent = Optional.empty();
    final List<PairAction> log = new ArrayList<>();
    final Map<String, Long> proofs = new HashMap<>();
    long actions;
    private final Timeline time;
    private final RelayPrivateKey key;
    private final RelayPublicKey theirs;
    private final Set<Object> full = new HashSet<>();
    private Optional<TransportAddress> directTo = Optional.empty();
    private Optional<ControlChannel> channel = Optional.empty();
    private int run;
    private long planned;

    SimHost(Net net, int index, Nat.Kind kind, RelayPrivateKey key, RelayPublicKey theirs) {
        this.net = net;
        this.time = net.time;
        this.index = index;
        this.key = key;
        this.theirs = theirs;
        this.nat = new Nat(time, kind, IpAddress.parse("203.0.113." + (index + 1)));
        this.address = kind == Nat.Kind.PUBLIC ? nat.outside : IpAddress.parse("192.168." + index + ".2");
        this.kernel = new Kernel(time, this);
    }

    TransportAddress inner() {
        return new TransportAddress(address, new Port(51_820 + index));
    }

    boolean isAgentUp() {
        return agent.isPresent() && !isAsleep;
    }

    void start() {
        run++;
        directTo = Optional.empty();
        channel = Optional.of(new ControlChannel(key, theirs, 1 + time.random.nextLong(Long.MAX_VALUE), time.random));
        agent = Optional.of(new PairSwitch(key.publicKey(), theirs, SETTINGS, time.random, time.now()));
        isRelayUp = false;
        kernel.endpoint.filter(found -> !found.equals(Kernel.RELAY))
                .ifPresent(found -> event(new PairEvent.Inherited(found)));
        wake(run);
        later(40, this::relayUp);
    }

    void kill() {
        run++;
        agent = Optional.empty();
        isRelayUp = false;
    }

    /** It goes on where it was, as a process that was stopped. */
    void resume() {
        isAsleep = false;
        wake(run);
        event(new PairEvent.RelayReachable(isRelayUp));
    }

    /** Its relay's connection is found dead, and made again. */
    void awake() {
        isAsleep = false;
        if (agent.isPresent()) {
            relayDown();
            event(new PairEvent.NetworkChanged());
            later(300, this::relayUp);
        }
    }

    void relayUp() {
        isRelayUp = true;
        event(new PairEvent.RelayReachable(true));
    }

    void relayDown() {
        isRelayUp = false;
        event(new PairEvent.RelayReachable(false));
    }

    /** In this run of the agent only. */
    private void later(double millis, Runnable what) {
        int of = run;
        time.in(Timeline.ms(millis), () -> {
            if (run == of) {
                what.run();
            }
        });
    }

    void event(PairEvent event) {

        if (isAgentUp()) {
            perform(agent.get().on(event, time.now()));
        }
    }

    private void wake(int of) {
        if (run != of || agent.isEmpty() || isAsleep) {
            return;
        }
        perform(agent.get().due(time.now()));
    }

    /** Comes back when the switch says; a wake that was planned before is void. */
    private void schedule() {
        long next = agent.orElseThrow().wakeAtNanos() - time.now();
        if (next <= 0) {
            throw new AssertionError("due at once again: " + agent.get().status(time.now()));
        }
        long mine = ++planned;
        int of = run;
        time.in(next, () -> {
            if (mine == planned) {
                wake(of);
            }
        });
    }

    private void perform(List<PairAction> todo) {
        for (PairAction action : todo) {
            actions++;
            log.add(action);
            switch (action) {
                case PairAction.Tell tell -> tell(tell.message());
                case PairAction.Probe probe -> probe(probe);
                case PairAction.UseRelay _ -> {
                    kernel.endpoint = Optional.of(Kernel.RELAY);
                    directTo = Optional.empty();
                }
                case PairAction.UseDirect direct -> useDirect(direct.endpoint());
                case PairAction.Beat beat -> kernel.data(96, new Packet.Beat(beat.number(), false));
                case PairAction.FindCandidates _ -> later(60, () -> event(new PairEvent.Mapped(candidates())));
                case PairAction.Count _ -> later(2, this::count);
                case PairAction.DoubtRelays _,PairAction.Changed _ -> {
                    // For people, and for connections that are always alive here.
                }
            }
        }
        schedule();
    }

    private void useDirect(TransportAddress to) {
        if (directTo.filter(to::equals).isEmpty()) {
            SimHost peer = net.other(this);
            boolean isProved = proofs.entrySet().stream()
                    .filter(mine -> mine.getKey().startsWith(to + " ") && time.now() - mine.getValue() < 20e9)
                    .map(mine -> mine.getKey().split(" "))
                    .anyMatch(ends -> {
                        Long theirs = peer.proofs.get(ends[1] + " " + ends[0]);
                        return theirs != null && time.now() - theirs < 20e9;
                    });
            if (!isProved) {
                throw new AssertionError("not proved: " + to + " by " + proofs + " and " + peer.proofs);
            }
        }
        kernel.endpoint = Optional.of(to);
        directTo = Optional.of(to);
    }

    private void count() {
        event(new PairEvent.Counted(kernel.received, kernel.sent, kernel.handshakeSeconds, kernel.endpoint,
                kernel.endpoint.filter(Kernel.RELAY::equals).isPresent()));
    }

    OwnCandidates candidates() {
        List<Candidate> found = new ArrayList<>(List.of(new Candidate(Candidate.Kind.HOST, inner())));
        Optional<TransportAddress> first = nat.out(inner(), STUN);
        Optional<TransportAddress> second = nat.out(inner(), STUN_2);
        first.filter(seen -> !seen.equals(inner()))
                .ifPresent(seen -> found.add(new Candidate(Candidate.Kind.MAPPED, seen)));
        return new OwnCandidates(found, !first.equals(second));
    }

    private void tell(ControlMessage message) {
        relayed(channel.orElseThrow().seal(message));
    }

    private void relayed(byte[] sealed) {
        SimHost peer = net.other(this);
        if (!net.relay(this, () -> peer.opened(sealed))) {
            later(net.relayDelay, () -> event(new PairEvent.PeerLost()));
        }
    }

    private void opened(byte[] sealed) {
        if (!isAgentUp()) {
            return;
        }
        Opened opened = channel.orElseThrow().open(sealed);
        OptionalLong greet = opened.greet();
        if (greet.isPresent()) {
            relayed(channel.get().greeting(new ControlMessage.Hello(Optional.empty(), true), greet.getAsLong()));
        }
        if (opened.newSession()) {
            event(new PairEvent.PeerLost());
        }
        opened.message().ifPresent(message -> event(new PairEvent.Told(message)));
    }

    private void probe(PairAction.Probe probe) {
        int bytes = 120;
        if (probe.message() instanceof ProbeMessage.Ping ping && ping.length() > 0) {
            bytes = ping.length();
            full.add(ping.id());
        }
        net.send(this, probe.destination(), new Packet(Packet.Kind.PROBE, bytes, probe.message()));
    }

    /** A packet came to WireGuard's port. */
    void arrived(TransportAddress source, Packet packet) {
        if (isAsleep) {
            return;
        }
        if (packet.kind().isWireGuard()) {
            kernel.received(source, packet);
            return;
        }
        if (isAgentUp() && packet.content() instanceof ProbeMessage message
                && (message instanceof ProbeMessage.Pong || agent.get().expectsProbes() || packet.bytes() > 0)) {
            if (message instanceof ProbeMessage.Pong pong && full.remove(pong.id())) {
                proofs.put(source + " " + pong.observed(), time.now());
            }
            if (agent.get().expectsProbes()) {
                event(new PairEvent.Probed(source, message));
            }
        }
    }

    @Override
    public void send(TransportAddress to, Packet packet) {
        if (isAsleep) {
            return;
        }
        if (!to.equals(Kernel.RELAY)) {
            net.send(this, to, packet);
            return;
        }
        if (!isAgentUp()) {
            return;
        }

        if (packet.kind() == Packet.Kind.DATA) {
            event(new PairEvent.RelayedOut());
        }
        SimHost peer = net.other(this);
        net.relay(this, () -> peer.fromRelay(packet));
    }

    private void fromRelay(Packet packet) {
        if (!isAgentUp()) {
            return;
        }
        if (directTo.isEmpty()) {
            kernel.received(Kernel.RELAY, packet);
        } else if (hasInjector) {
            kernel.received(directTo.get(), packet);
        }
    }

    @Override
    public void deliver(Object content) {
        switch (content) {
            case Packet.Ping ping when ping.isEcho() -> pinged.accept(ping.number());
            case Packet.Ping ping -> kernel.data(128, new Packet.Ping(ping.number(), true));
            case Packet.Beat beat when beat.isAnswer() -> event(new PairEvent.BeatAnswered(beat.number()));
            case Packet.Beat beat -> {
                if (isAgentUp()) {
                    kernel.data(96, new Packet.Beat(beat.number(), true));
                }
            }
            default -> throw new AssertionError(content);
        }
    }

    PairState state() {
        return agent.map(one -> one.status(time.now()).state()).orElse(PairState.RELAY);
    }

    String why() {
        return agent.map(one -> one.status(time.now()).whyNotDirect()).orElse("no agent");
    }
}
