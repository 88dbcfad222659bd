// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;

import mesh.desired.DesiredHost;
import mesh.desired.RelayService;
import mesh.files.AgentProgram;
import mesh.files.HostLayout;
import mesh.model.OperatingSystem;
import mesh.model.Relay;
import mesh.net.Endpoint;
import mesh.net.Port;
import mesh.tls.CertificatePin;

/**
 * A relay as the templates of its files see it.
 *
 * @param mesh its name
 * @param host its name
 * @param service as init knows it
 * @param home where the relay finds its files
 * @param user under which it runs; empty where init makes one
 * @param secrets where its keys are put for its user alone, while it runs
 * @param java the java command
 * @param jar the program
 * @param listen addresses and TCP port
 * @param port TCP, on which it listens
 * @param stun addresses and UDP port; empty for none
 * @param metricsPort TCP, on 127.0.0.1
 * @param mode where its certificate comes from
 * @param tls it speaks TLS itself
 * @param certificate its chain, where it speaks TLS
 * @param key the private key of that
 * @param loads files that are put there
 * @param renewed those of them that somebody else renews
 * @param privileged a port is below 1024
 * @param clients who may use it
 * @param peers relays to which it hands packets on
 * @param connections at a time
 * @param bytesPerSecond that one client may send; 0 for no limit
 * @param heapMib for Java objects
 * @param memoryMib for the whole process
 */
public record RelayView(String mesh, String host, String service, String home, String user, String secrets, String java,
        String jar,
        List<String> listen, int port, List<String> stun, int metricsPort, String mode, boolean tls, String certificate,
        String key,
        List<Load> loads, List<Load> renewed, boolean privileged, List<Client> clients, List<Peer> peers,
        int connections, long bytesPerSecond, int heapMib,
        int memoryMib) {
    /** Of a host without one. */
    static final RelayView NONE = new RelayView("", "", "", "", "", "", "", "", List.of(), 0, List.of(), 0, "none",
            false, "", "",
            List.of(), List.of(), false, List.of(), List.of(), 0, 0, 0, 0);
    private static final String USER = "_mesh";
    private static final int FIRST_OPEN_PORT = 1024;
    private static final int KIB = 1024;
    /** What the program takes without clients. */
    private static final int BASE_MIB = 96;
    /** A connection has its buffers of TLS, and a queue. */
    private static final int KIB_A_CLIENT = 256;
    /** Besides Java objects: code, threads, buffers of the system. */
    private static final int OUTSIDE_HEAP_MIB = 160;

    /**
     * A file that root may read and the relay needs.
     *
     * @param name by which the relay finds it
     * @param path where it stands
     */
    public record Load(String name, String path) {}

    /**
     * Who may use the relay.
     *
     * @param name for people
     * @param key 64 hexadecimal digits
     */
    public record Client(String name, String key) {}

    /**
     * Another relay of the mesh.
     *
     * @param endpoint by which clients call it
     * @param key 64 hexadecimal digits
     * @param pin of its certificate; empty: its certificate carries the name in the endpoint
     */
    public record Peer(String endpoint, String key, String pin) {}

    static RelayView of(DesiredHost host, RelayService relay, AgentProgram agent) {
        String iface = host.iface().name().text();
        boolean openBsd = host.reach().os() == OperatingSystem.OPENBSD;
        String service = openBsd ? "mesh_relay_" + iface : "mesh-relay-" + iface;
        String home = new HostLayout(host.iface().name()).relayHome().text();
        String secrets = (openBsd ? "/var/run/" : "/run/") + service;
        Relay settings = relay.settings();
        List<String> stun = settings.stunPort().map(found -> everywhere(found, openBsd)).orElse(List.of());
        int port = settings.listenPort().number();
        int heap = BASE_MIB + (int) ((long) settings.limits().clients() * KIB_A_CLIENT / KIB);
        List<Load> loads = loads(settings.certificate(), home);
        return new RelayView(host.mesh().text(), host.name().text(), service, home, openBsd ? USER : "", secrets,
                AgentProgram.java().text(), agent.jar().text(), listen(settings, openBsd), port, stun,
                settings.metricsPort().number(), mode(settings.certificate()), loads.size() > 1,
                secrets + "/certificate",
                secrets + "/key", loads, renewed(settings.certificate(), loads),
                port < FIRST_OPEN_PORT
                        || settings.stunPort().filter(found -> found.number() < FIRST_OPEN_PORT).isPresent(),
                relay.admitted().entrySet().stream()
                        .map(entry -> new Client(entry.getKey().text(), entry.getValue().hex())).toList(),
                peers(relay), settings.limits().clients(),
                settings.limits().rateKib().map(kib -> (long) kib * KIB).orElse(0L), heap,
                heap + OUTSIDE_HEAP_MIB);
    }

    /** One whose key is not made yet cannot be told apart from any other server. */
    private static List<Peer> peers(RelayService relay) {
        return relay.peers().values().stream().flatMap(peer -> peer.known().stream().map(known -> new Peer(
                peer.endpoint().toString(), known.key().hex(), known.pin().map(CertificatePin::toString).orElse(""))))
                .toList();
    }

    private static List<String> listen(Relay settings, boolean openBsd) {
        return settings.listen().map(Endpoint::toString).map(List::of)
                .orElseGet(() -> everywhere(settings.port(), openBsd));
    }

    /** On OpenBSD a socket of IPv6 takes IPv6 alone: ip6(4). */
    private static List<String> everywhere(Port port, boolean openBsd) {
        return openBsd ? List.of("[::]:" + port, "0.0.0.0:" + port) : List.of("[::]:" + port);
    }

    private static List<Load> loads(Relay.Certificate certificate, String home) {
        Load identity = new Load("identity", home + "/relay.key");
        return switch (certificate) {
            case Relay.Certificate.SelfSigned self -> List.of(identity,
                    new Load("certificate", home + "/certificate.pem"), new Load("key", home + "/certificate.key"));
            case Relay.Certificate.Proxied proxied -> List.of(identity);
            case Relay.Certificate.Files files ->
                List.of(identity, new Load("certificate", files.file()), new Load("key", files.key()));
        };
    }

    private static List<Load> renewed(Relay.Certificate certificate, List<Load> loads) {
        return certificate instanceof Relay.Certificate.Files ? loads.subList(1, loads.size()) : List.of();
    }

    private static String mode(Relay.Certificate certificate) {
        return switch (certificate) {
            case Relay.Certificate.SelfSigned self -> "self-signed";
            case Relay.Certificate.Proxied proxied -> "none";
            case Relay.Certificate.Files files -> "files";
        };
    }
}
