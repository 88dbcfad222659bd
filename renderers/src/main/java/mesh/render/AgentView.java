// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;

import mesh.desired.AgentService;
import mesh.desired.DesiredHost;
import mesh.desired.ExitUse;
import mesh.files.AgentProgram;
import mesh.files.HostLayout;
import mesh.key.PublicKey;
import mesh.key.RelayKey;
import mesh.model.OperatingSystem;
import mesh.name.NodeName;
import mesh.net.Endpoint;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.tls.CertificatePin;

/**
 * An agent as the templates of its files see it.
 *
 * @param mesh its name
 * @param host its name
 * @param interfaceName such as wg0
 * @param service as init knows it
 * @param config the file that tells it what to do
 * @param home where it keeps what lasts as long as it runs
 * @param java the java command
 * @param jar the program
 * @param port UDP, on which WireGuard listens
 * @param mtu of the interface, in bytes
 * @param mark of packets that keep the host's own way; 0: there is no other, or it is not told by a mark, as on OpenBSD
 * @param addresses of the host in the mesh
 * @param identity the file of its private key
 * @param relays where agents meet
 * @param endpoints where the spec says that the host can be called
 * @param beatPort UDP, in the tunnel
 * @param peers whose ways it finds
 * @param metricsPort TCP, on 127.0.0.1
 * @param heapMib for Java objects
 * @param memoryMib for the whole process
 * @param openFiles at the most
 */
public record AgentView(String mesh, String host, String interfaceName, String service, String config, String home,
        String java, String jar, int port, int mtu, int mark, List<String> addresses, String identity,
        List<Relay> relays, List<String> endpoints, int beatPort, List<Peer> peers, int metricsPort, int heapMib,
        int memoryMib, int openFiles) {
    /** Of a host without one. */
    static final AgentView NONE = new AgentView("", "", "", "", "", "", "", "", 0, 0, 0, List.of(), "", List.of(),
            List.of(), 0, List.of(), 0, 0, 0, 0);
    private static final int METRICS = 9586;
    private static final int MOST_INTERFACES = 256;
    /** What the program takes with few peers. */
    private static final int BASE_MIB = 24;
    /** Limits grow by so many peers: another limit is another unit, and so a new start. */
    private static final int PEERS_A_STEP = 256;
    private static final int MIB_A_STEP = 16;
    /** Besides Java objects: code, threads, buffers of the system. */
    private static final int OUTSIDE_HEAP_MIB = 104;
    /** Each peer has a socket of its own. */
    private static final int FILES_A_STEP = 2 * PEERS_A_STEP;
    private static final int FILES_BESIDES = 512;

    /**
     * Where agents meet.
     *
     * @param endpoint by which clients call it
     * @param stunPort UDP; 0 for none
     * @param key 64 hexadecimal digits
     * @param pin of its certificate; empty: its certificate carries the name in the endpoint
     */
    public record Relay(String name, String endpoint, int stunPort, String key, String pin) {}

    /**
     * Whose way it finds.
     *
     * @param publicKey of WireGuard
     * @param relayKey 64 hexadecimal digits
     * @param addresses in the mesh
     * @param keepalive in seconds; 0 is off
     */
    public record Peer(String name, String publicKey, String relayKey, List<String> addresses, int keepalive) {}

    static AgentView of(DesiredHost host, AgentService agent, AgentProgram program) {
        InterfaceName iface = host.iface().name();
        boolean openBsd = host.reach().os() == OperatingSystem.OPENBSD;
        HostLayout layout = new HostLayout(iface);
        String service = openBsd ? "mesh_agent_" + iface : "mesh-agent-" + iface;
        List<Peer> peers = peers(host, agent);
        int steps = peers.size() / PEERS_A_STEP;
        int heap = BASE_MIB + steps * MIB_A_STEP;
        return new AgentView(host.mesh().text(), host.name().text(), iface.text(), service,
                layout.agentConfig().text(), (openBsd ? "/var/run/" : "/run/") + service, AgentProgram.java().text(),
                program.jar().text(), host.iface().port().number(), host.iface().mtu().bytes(),
                host.ground().exit().filter(use -> !openBsd).map(ExitUse::mark).orElse(0),
                host.iface().addresses().stream().map(address -> address.address().toString()).toList(),
                layout.agentKey().text(), relays(agent), agent.endpoints().stream().map(Endpoint::toString).toList(),
                agent.beatPort().number(), peers, metricsPort(iface), heap, heap + OUTSIDE_HEAP_MIB,
                (steps + 1) * FILES_A_STEP + FILES_BESIDES);
    }

    /** Two agents may run on one machine, for two interfaces. */
    private static int metricsPort(InterfaceName iface) {
        return METRICS + iface.unit() % MOST_INTERFACES;
    }

    /** One whose key is not made yet cannot be told apart from any other server. */
    private static List<Relay> relays(AgentService agent) {
        return agent.relays().entrySet().stream().flatMap(entry -> entry.getValue().known().stream()
                .map(known -> new Relay(entry.getKey().text(), entry.getValue().endpoint().toString(),
                        entry.getValue().stunPort().map(Port::number).orElse(0), known.key().hex(),
                        known.pin().map(CertificatePin::toString).orElse(""))))
                .toList();
    }

    /** One whose keys are not made yet cannot be called. */
    private static List<Peer> peers(DesiredHost host, AgentService agent) {
        return agent.peers().entrySet().stream()
                .flatMap(entry -> entry.getValue().publicKey().stream()
                        .flatMap(publicKey -> entry.getValue().agent().stream()
                                .map(key -> peer(host, entry.getKey(), publicKey, key, entry.getValue()))))
                .toList();
    }

    private static Peer peer(DesiredHost host, NodeName name, PublicKey publicKey, RelayKey key,
            AgentService.Peer peer) {
        int keepalive = host.peers().stream().filter(one -> one.name().equals(name) && one.byAgent())
                .mapToInt(one -> one.keepalive().seconds()).findFirst().orElse(0);
        return new Peer(name.text(), publicKey.base64(), key.hex(),
                peer.addresses().stream().map(IpAddress::toString).toList(), keepalive);
    }
}
