// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.key.SecureKeySource;
import mesh.name.NodeName;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.relay.Admission;
import mesh.relay.EventLog;
import mesh.relay.Limits;
import mesh.relay.RelaySettings;
import mesh.relay.tls.CertificateMaker;
import mesh.relay.tls.TlsIdentity;

/** This project's relay on loopback, and how a client is told of it. */
final class OwnRelay implements AutoCloseable {
    private static final NetworkHost HOST = NetworkHost.parse("127.0.0.1");

    private final RelayPrivateKey identity = RelayPrivateKey.generate(new SecureKeySource());
    private final TlsIdentity certificate = CertificateMaker.selfSigned(List.of(HOST), Instant.now(),
            Duration.ofDays(1));
    private final Map<RelayPublicKey, String> clients = new LinkedHashMap<>();
    private final boolean tls;
    private mesh.relay.Relay relay;
    private int port;

    private OwnRelay(boolean tls, List<RelayPrivateKey> clients) throws IOException {
        this.tls = tls;
        clients.forEach(client -> this.clients.put(client.publicKey(), "client"));
        this.relay = run();
        this.port = relay.addresses().getFirst().getPort();
    }

    /** With TLS, for these clients. */
    static OwnRelay start(RelayPrivateKey... clients) throws IOException {
        return new OwnRelay(true, List.of(clients));
    }

    /** In clear text, for a proxy in front of it. */
    static OwnRelay startPlain(RelayPrivateKey... clients) throws IOException {
        return new OwnRelay(false, List.of(clients));
    }

    private mesh.relay.Relay run() throws IOException {
        RelaySettings settings = new RelaySettings(List.of(new InetSocketAddress("127.0.0.1", port)), identity,
                tls ? Optional.of(certificate) : Optional.empty(), new Admission(clients), Optional.empty(), List.of(),
                new Limits(1000, 0, 1 << 20, 0), Set.of());
        return mesh.relay.Relay.start(settings,
                new EventLog(new PrintStream(PrintStream.nullOutputStream()), false, Clock.systemUTC()));
    }

    int port() {
        return port;
    }

    Relay relay(String name) {
        return new Relay(new NodeName(name), HOST, new Port(port),
                tls
                        ? new RelaySecurity.Pinned(certificate.pin())
                        : new RelaySecurity.Plain(),
                Optional.empty(), Optional.of(identity.publicKey()));
    }

    void kill() throws IOException {
        relay.close();
    }

    void runAgain() throws IOException {
        relay = run();
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
