// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import mesh.derp.MeshKey;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.net.IpAddress;
import mesh.relay.tls.CertificateMaker;
import mesh.relay.tls.TlsIdentity;

import org.jspecify.annotations.Nullable;

/** A relay on loopback and clients of it. */
final class RelayScene implements AutoCloseable {
    private static final TlsIdentity CERTIFICATE = newCertificate();

    final java.io.ByteArrayOutputStream logged = new java.io.ByteArrayOutputStream();
    final RelayPrivateKey identity;
    private final Map<RelayPublicKey, String> admitted = new LinkedHashMap<>();
    private final List<DerpPeer> peers = new ArrayList<>();
    private boolean tls = true;
    private Limits limits = new Limits(10_000, 0, 1 << 20, 0);
    private Optional<MeshKey> meshKey = Optional.empty();
    private List<MeshPeer> meshPeers = List.of();
    private Set<IpAddress> proxies = Set.of();
    private TlsIdentity certificate = CERTIFICATE;
    private InetSocketAddress listen = new InetSocketAddress("127.0.0.1", 0);
    private @Nullable Relay relay;

    RelayScene() {
        this(DerpPeer.newKey());
    }

    RelayScene(RelayPrivateKey identity) {
        this.identity = identity;
    }

    static TlsIdentity newCertificate() {
        return CertificateMaker.selfSigned(List.of(), Instant.now(), Duration.ofDays(1));
    }

    RelayScene plain() {
        tls = false;
        return this;
    }

    RelayScene on(InetSocketAddress address) {
        listen = address;
        return this;
    }

    RelayScene with(Limits other) {
        limits = other;
        return this;
    }

    RelayScene certificate(TlsIdentity other) {
        certificate = other;
        return this;
    }

    RelayScene mesh(MeshKey key, List<MeshPeer> others) {
        meshKey = Optional.of(key);
        meshPeers = others;
        return this;
    }

    /** Relays that are known by their keys. */
    RelayScene peers(List<MeshPeer> others) {
        meshKey = Optional.empty();
        meshPeers = others;
        return this;
    }

    RelayScene proxies(Set<IpAddress> trusted) {
        proxies = trusted;
        return this;
    }

    RelayScene start() throws IOException {
        relay = Relay.start(settings(), new EventLog(new PrintStream(logged, true, StandardCharsets.UTF_8), false,
                Clock.systemUTC()));
        return this;
    }

    RelaySettings settings() {
        return new RelaySettings(List.of(listen), identity, tls ? Optional.of(certificate) : Optional.empty(),
                new Admission(admitted), meshKey, meshPeers, limits, proxies);
    }

    Relay relay() {
        return java.util.Objects.requireNonNull(relay, "the scene was not started");
    }

    InetSocketAddress address() {
        return relay().addresses().getFirst();
    }

    RelayPrivateKey admit(String name) {
        RelayPrivateKey key = DerpPeer.newKey();
        admitted.put(key.publicKey(), name);
        return key;
    }

    void expel(RelayPrivateKey key) {
        admitted.remove(key.publicKey());
    }

    /** Tells the relay of what changed. */
    void reload() {
        relay().reload(settings());
    }

    DerpPeer login(RelayPrivateKey key) throws IOException {
        return keep(DerpPeer.login(address(), tls, key));
    }

    DerpPeer open() throws IOException {
        return keep(DerpPeer.open(address(), tls, DerpPeer.newKey()));
    }

    DerpPeer keep(DerpPeer peer) {
        peers.add(peer);
        return peer;
    }

    String log() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    long count(Counter counter) {
        return relay().metrics().get(counter);
    }

    @Override
    public void close() throws IOException {
        for (DerpPeer peer : peers) {
            peer.close();
        }
        if (relay != null) {
            relay.close();
        }
    }
}
