// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.derp.GoneReason;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.derp.client.HttpProxies;
import mesh.derp.client.Relay;
import mesh.key.PublicKey;
import mesh.mapping.Mapper;
import mesh.name.NodeName;
import mesh.net.TransportAddress;
import mesh.pair.OwnCandidates;
import mesh.pair.PairEvent;
import mesh.pair.wire.Envelope;
import mesh.probe.PayloadKind;
import mesh.probe.ProbeSocket;
import mesh.relay.EventLog;
import mesh.shim.Shim;
import mesh.wireguard.PeerReading;

/**
 * The agent of one interface: the parts, and what they tell each other. WireGuard's endpoints go to the shim before relays
 * are there, and stay as they are when the agent ends.
 */
final class Agent implements AgentLoop.Timed, Relays.Listener, Mapper.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** How often sockets of beats that could not be had are tried again while a pair is direct. */
    private static final long BETWEEN_BINDS = Duration.ofSeconds(3).toNanos();
    /** How often WireGuard is given what it did not take. */
    private static final long BETWEEN_TRIES = Duration.ofSeconds(1).toNanos();
    /** How often it is looked whether WireGuard still has what it was told. */
    private static final long BETWEEN_CHECKS = Duration.ofSeconds(60).toNanos();

    private final EventLog log;
    private final RelayPrivateKey identity;
    private final AgentParts parts;
    private final AgentMetrics metrics;
    private final Instant started = Instant.now();
    private final AgentPairs pairs = new AgentPairs();
    private final AgentLoop loop = new AgentLoop(this);
    private final Relays relays;
    private final Shim shim;
    private final ProbeSocket probes;
    private final Beats beats;
    private final CounterReader counters;
    private final Optional<Mapper> mapper;
    private final AgentEffects effects;
    private final PairMaker maker;
    private final Listening listening;
    private final Readings readings;
    private AgentConfig config;
    private OwnCandidates own;
    private Optional<NodeName> home = Optional.empty();
    private boolean isReachable;
    private long nextBindAt;
    private long nextCheckAt;
    private long nextTryAt;

    private Agent(AgentConfig config, RelayPrivateKey identity, AgentParts parts, AgentMetrics metrics, EventLog log)
            throws IOException {
        this.config = config;
        this.identity = identity;
        this.parts = parts;
        this.metrics = metrics;
        this.log = log;
        this.nextBindAt = System.nanoTime();
        this.nextTryAt = nextBindAt;
        this.nextCheckAt = nextBindAt + BETWEEN_CHECKS;
        this.own = AgentMapper.declared(config);
        this.relays = new Relays(config.relays().stream().map(Relay::name).toList(), this);
        this.shim = Shim.open(config.listenPort(), relays, this::wanted, parts.injector());
        this.probes = parts.port().share(PayloadKind.PROBE, this::probed);
        this.beats = Beats.open(config.addresses(), config.beatPort(), this::beatAnswered);
        this.counters = new CounterReader(parts.wireGuard(), () -> pairs.all().size(), this::read,
                this::readable);
        this.mapper = AgentMapper.start(config, parts.port(), this, log);
        this.effects = new AgentEffects(new AgentEffects.Tools(parts.wireGuard(), shim, relays, probes, beats,
                counters, log, metrics), this::findCandidates);
        this.maker = new PairMaker(identity, shim, effects);
        this.listening = new Listening(probes, mapper, log);
        this.readings = new Readings(pairs, shim, effects, log);
    }

    /**
     * @param identity closed by the agent, as are the parts
     * @throws IOException if the interface cannot be read; nothing is left behind then
     */
    static Agent start(AgentConfig config, RelayPrivateKey identity, HttpProxies proxies, AgentParts parts,
            AgentMetrics metrics, EventLog log) throws IOException {
        SortedMap<PublicKey, PeerReading> found = parts.wireGuard().peers();
        Agent agent = new Agent(config, identity, parts, metrics, log);
        agent.relays.start(config, identity, proxies);
        config.peers().forEach(peer -> agent.add(peer, Optional.ofNullable(found.get(peer.publicKey()))));
        agent.loop.start();
        return agent;
    }

    private void add(AgentPeer peer, Optional<PeerReading> found) {
        long now = System.nanoTime();
        try {
            AgentPair pair = maker.make(config, peer, now);
            beats.add(peer);
            pairs.add(pair);
            begin(pair, found, now);
        } catch (IOException | IllegalArgumentException failed) {
            log.event("peer-left-out", "peer", peer.name(), "why", String.valueOf(failed.getMessage()));
        }
    }

    private void begin(AgentPair pair, Optional<PeerReading> found, long now) {
        Optional<TransportAddress> direct = found.flatMap(reading -> Inheritance.of(reading, Instant.now()));
        if (direct.isPresent()) {
            shim.direct(pair.peer().relayKey(), direct);
            pair.on(new PairEvent.Inherited(direct.get()), now);
        }
        pair.due(now);
        if (isReachable) {
            pair.on(new PairEvent.RelayReachable(true), now);
        }
    }

    private void remove(AgentPeer peer) {
        pairs.remove(peer).ifPresent(pair -> {
            metrics.removed(shim.counts(peer.relayKey()));
            effects.forget(peer);
            beats.remove(peer);
            relays.forget(peer.relayKey());
            pair.close();
            try {
                shim.remove(peer.relayKey());
            } catch (IOException closedAllTheSame) {
                log.event("shim", "peer", peer.name(), "why", String.valueOf(closedAllTheSame.getMessage()));
            }
        });
    }

    RelayPublicKey publicKey() {
        return identity.publicKey();
    }

    /** Lets peers come and go; those that stay are not disturbed. {@code next} must differ in peers only. */
    void reconfigure(AgentConfig next) {
        SortedMap<PublicKey, PeerReading> found = foundIfReadable();
        loop.post(() -> {
            List<AgentPeer> before = config.peers();
            config = next;
            check(System.nanoTime());
            before.stream().filter(peer -> !next.peers().contains(peer)).forEach(this::remove);
            next.peers().stream().filter(peer -> !before.contains(peer))
                    .forEach(peer -> add(peer, Optional.ofNullable(found.get(peer.publicKey()))));
        });
    }

    /** What new peers may inherit: nothing while the interface is made anew. */
    private SortedMap<PublicKey, PeerReading> foundIfReadable() {
        try {
            return parts.wireGuard().peers();
        } catch (IOException notNow) {
            return new TreeMap<>();
        }
    }

    @Override
    public long wakeAtNanos() {
        boolean isBinding = beats.lacksSockets() && pairs.any(AgentPair::isDirect);
        long latest = isBinding && nextBindAt - nextCheckAt < 0 ? nextBindAt : nextCheckAt;
        boolean isSooner = effects.hasRefused() && nextTryAt - latest < 0;
        return pairs.wakeAtNanos(isSooner ? nextTryAt : latest);
    }

    @Override
    public void due(long nowNanos) {
        pairs.due(nowNanos);
        if (nowNanos - nextBindAt >= 0 && pairs.any(AgentPair::isDirect)) {
            nextBindAt = nowNanos + BETWEEN_BINDS;
            beats.bind();
        }
        if (nowNanos - nextCheckAt >= 0) {
            check(nowNanos);
        }
        if (nowNanos - nextTryAt >= 0 && effects.hasRefused()) {
            nextTryAt = nowNanos + BETWEEN_TRIES;
            effects.tryRefused();
        }
        listening.wanted(pairs.any(AgentPair::expectsProbes));
    }

    private void check(long nowNanos) {
        nextCheckAt = nowNanos + BETWEEN_CHECKS;
        counters.readAll();
    }

    @Override
    public boolean data(RelayPublicKey source, ByteBuffer packet) {
        shim.deliver(source, packet);
        return shim.knows(source);
    }

    @Override
    public void envelope(NodeName relay, RelayPublicKey source, byte[] envelope) {
        loop.offer(() -> pairs.of(source).ifPresentOrElse(pair -> pair.heard(relay, envelope, System.nanoTime()),
                metrics::stray));
    }

    @Override
    public void gone(NodeName relay, RelayPublicKey peer, GoneReason reason) {
        loop.post(() -> pairs.of(peer).ifPresent(pair -> pair.gone(relay, reason, System.nanoTime())));
    }

    @Override
    public void changed() {
        loop.post(this::relaysChanged);
    }

    private void relaysChanged() {
        boolean reachable = relays.isReachable();
        if (reachable != isReachable) {
            isReachable = reachable;
            log.event("relays", "reachable", reachable);
            long now = System.nanoTime();
            pairs.forEach(pair -> pair.on(new PairEvent.RelayReachable(reachable), now));
        }
        Optional<NodeName> now = relays.home();
        if (!now.equals(home)) {
            home = now;
            log.event("home", "relay", now.map(NodeName::text).orElse(""));
            pairs.forEach(AgentPair::greet);
        }
    }

    private void wanted(RelayPublicKey peer) {
        loop.post(() -> pairs.of(peer)
                .ifPresent(pair -> pair.on(new PairEvent.RelayedOut(), System.nanoTime())));
    }

    private void probed(TransportAddress source, byte[] payload) {
        loop.offer(() -> Envelope.sender(payload).flatMap(pairs::of)
                .ifPresentOrElse(pair -> pair.probed(source, payload, System.nanoTime()), metrics::stray));
    }

    private void beatAnswered(RelayPublicKey peer, long number) {
        loop.post(() -> pairs.of(peer)
                .ifPresent(pair -> pair.on(new PairEvent.BeatAnswered(number), System.nanoTime())));
    }

    private void read(CounterReader.Reading reading) {
        loop.post(() -> readings.counted(reading));
    }

    private void readable(Optional<String> problem) {
        loop.post(() -> readings.readable(problem));
    }

    private void findCandidates() {
        if (mapper.isPresent()) {
            mapper.get().find();
        } else {
            mapped(own);
        }
    }

    @Override
    public void mapped(OwnCandidates found) {
        loop.post(() -> {
            own = found;
            long now = System.nanoTime();
            pairs.forEach(pair -> pair.on(new PairEvent.Mapped(found), now));
        });
    }

    @Override
    public void networkChanged() {
        loop.post(() -> {
            log.event("network-changed");
            relays.networkChanged();
            long now = System.nanoTime();
            pairs.forEach(pair -> pair.on(new PairEvent.NetworkChanged(), now));
        });
    }

    /** Empty if the loop is stuck. */
    Optional<AgentStatus> status() {
        return loop.ask(() -> {
            long now = System.nanoTime();
            List<AgentStatus.Pair> all = new ArrayList<>();
            pairs.forEach(pair -> all.add(new AgentStatus.Pair(pair.peer(), pair.status(now), pair.home(),
                    shim.counts(pair.peer().relayKey()))));
            List<String> problems = new ArrayList<>();
            readings.problem().ifPresent(problems::add);
            probes.problem().ifPresent(problems::add);
            return new AgentStatus(config, started, relays.home(), relays.status(), mapper.map(Mapper::status), all,
                    problems);
        }, PATIENCE);
    }

    /** Tells peers that this agent ends. */
    void bye() {
        loop.ask(() -> {
            pairs.forEach(AgentPair::bye);
            return true;
        }, PATIENCE);
    }

    /** Endpoints stay as they are. */
    @Override
    public void close() throws IOException {
        loop.close();
        if (mapper.isPresent()) {
            mapper.get().close();
        }
        relays.close();
        shim.close();
        beats.close();
        parts.close();
        pairs.forEach(AgentPair::close);
        identity.close();
    }
}
