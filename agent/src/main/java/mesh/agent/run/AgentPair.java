// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.util.List;
import java.util.Optional;

import mesh.derp.GoneReason;
import mesh.name.NodeName;
import mesh.net.TransportAddress;
import mesh.pair.ControlMessage;
import mesh.pair.PairAction;
import mesh.pair.PairEvent;
import mesh.pair.PairState;
import mesh.pair.PairStatus;
import mesh.pair.PairSwitch;
import mesh.pair.ProbeMessage;
import mesh.pair.wire.ControlChannel;
import mesh.pair.wire.Opened;
import mesh.pair.wire.ProbeSeal;

/** One peer: seals and opens what is said, and does what the {@link PairSwitch} decides. By the loop's thread alone. */
final class AgentPair implements AutoCloseable {
    private final AgentPeer peer;
    private final PairSwitch decisions;
    private final ControlChannel channel;
    private final ProbeSeal seal;
    private final TransportAddress shim;
    private final PairEffects effects;
    private Optional<NodeName> home = Optional.empty();
    private boolean wantsCount;
    /** Nanoseconds of when the endpoint was last set: an older reading of WireGuard tells nothing of it. */
    private long endpointSetAt;

    /** @param shim the peer's port there */
    AgentPair(AgentPeer peer, PairSwitch decisions, ControlChannel channel, ProbeSeal seal, TransportAddress shim,
            PairEffects effects, long nowNanos) {
        this.peer = peer;
        this.decisions = decisions;
        this.channel = channel;
        this.seal = seal;
        this.shim = shim;
        this.effects = effects;
        this.endpointSetAt = nowNanos;
    }

    AgentPeer peer() {
        return peer;
    }

    void on(PairEvent event, long nowNanos) {
        perform(decisions.on(event, nowNanos));
    }

    void due(long nowNanos) {
        perform(decisions.due(nowNanos));
    }

    long wakeAtNanos() {
        return decisions.wakeAtNanos();
    }

    boolean expectsProbes() {
        return decisions.expectsProbes();
    }

    PairStatus status(long nowNanos) {
        return decisions.status(nowNanos);
    }

    /** The relay at which the peer is found, as far as is known. */
    Optional<NodeName> home() {
        return home;
    }

    boolean isDirect() {
        return decisions.state() != PairState.RELAY;
    }

    /** Something sealed came through a relay, in the peer's name. */
    void heard(NodeName relay, byte[] envelope, long nowNanos) {
        Opened opened = channel.open(envelope);
        if (opened.newSession()) {
            on(new PairEvent.PeerLost(), nowNanos);
        }
        opened.message().ifPresent(message -> takeNote(relay, message));
        opened.greet().ifPresent(session -> effects.answer(relay, peer,
                channel.greeting(new ControlMessage.Hello(effects.home(), true), session)));
        opened.message().ifPresent(message -> on(new PairEvent.Told(message), nowNanos));
    }

    private void takeNote(NodeName relay, ControlMessage message) {
        if (message instanceof ControlMessage.Hello hello) {
            home = Optional.of(hello.home().filter(effects::knows).orElse(relay));
            effects.isAt(peer, home.get());
            effects.repeatHandshake(peer);
            effects.keepOpen(peer);
        } else if (home.isEmpty()) {
            home = Optional.of(relay);
            effects.isAt(peer, relay);
        }
    }

    /** A relay says that the peer is not there. It matters where the peer said that it is. */
    void gone(NodeName relay, GoneReason reason, long nowNanos) {
        if (home.filter(relay::equals).isPresent()) {
            home = Optional.empty();
            on(new PairEvent.PeerLost(), nowNanos);
        }
    }

    /** Something sealed came beside the tunnel, in the peer's name. */
    void probed(TransportAddress source, byte[] envelope, long nowNanos) {
        seal.open(envelope, channel.sessions())
                .ifPresent(message -> on(new PairEvent.Probed(source, message), nowNanos));
    }

    /** Tells the peer where this host is found. */
    void greet() {
        tell(new ControlMessage.Hello(effects.home(), channel.isKnown()));
    }

    void bye() {
        if (channel.isKnown()) {
            tell(new ControlMessage.Bye());
        }
    }

    /** WireGuard has the peer, and knows no endpoint: the interface was made anew. */
    private void setAgain(long nowNanos) {
        Optional<TransportAddress> direct = decisions.status(nowNanos).endpoint();
        direct.ifPresentOrElse(endpoint -> effects.useDirect(peer, endpoint), () -> effects.useRelay(peer, shim));
        endpointSetAt = System.nanoTime();
    }

    /** @param readAt when WireGuard was asked */
    void counted(PairEvent.Counted reading, long readAt, long nowNanos) {
        if (readAt - endpointSetAt < 0) {
            if (wantsCount) {
                effects.count(peer, false);
            }
            return;
        }
        wantsCount = false;
        if (reading.endpoint().isEmpty()) {
            setAgain(nowNanos);
        }
        on(reading, nowNanos);
    }

    TransportAddress shim() {
        return shim;
    }

    private void perform(List<PairAction> actions) {
        for (PairAction action : actions) {
            switch (action) {
                case PairAction.Tell tell -> tell(tell.message());
                case PairAction.Probe probe ->
                    effects.probe(probe.destination(), seal.seal(probe.message(), channel.sessions()),
                            probe.message() instanceof ProbeMessage.Ping ping && ping.length() > 0);
                case PairAction.UseRelay _ -> {
                    effects.useRelay(peer, shim);
                    endpointSetAt = System.nanoTime();
                }
                case PairAction.UseDirect direct -> {
                    effects.useDirect(peer, direct.endpoint());
                    endpointSetAt = System.nanoTime();
                }
                case PairAction.Beat beat -> effects.beat(peer, beat.number());
                case PairAction.FindCandidates _ -> effects.findCandidates();
                case PairAction.DoubtRelays _ -> effects.doubtRelays();
                case PairAction.Count _ -> {
                    wantsCount = true;
                    effects.count(peer, decisions.state() == PairState.DIRECT);
                }
                case PairAction.Changed change -> effects.changed(peer, change);
            }
        }
    }

    private void tell(ControlMessage message) {
        ControlMessage whole = message instanceof ControlMessage.Hello hello
                ? new ControlMessage.Hello(effects.home(), hello.answer())
                : message;
        effects.tell(peer, home, channel.seal(whole));
    }

    @Override
    public void close() {
        channel.close();
        seal.close();
    }
}
