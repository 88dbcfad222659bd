// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import mesh.lab.LabException;
import mesh.lab.LabHost;
import mesh.lab.LabWait;

/** A host with WireGuard in user space, a mesh address, and an agent that runs when told so. */
public final class SceneHost {

    private static final String HOME = "/var/lib/agent";

    /** As its service has it. */
    private static final String ARENAS = "MALLOC_ARENA_MAX=1 ";

    private static final String KEYS = """
            set -e
            umask 077
            mkdir -p %1$s && cd %1$s
            wg genkey >wg.key
            wg genkey >relay.key
            base64 -d relay.key | od -An -v -tx1 | tr -d ' \\n' >identity
            wg pubkey <wg.key
            wg pubkey <relay.key | base64 -d | od -An -v -tx1 | tr -d ' \\n'
            """.formatted(HOME);

    private static final String INTERFACE = """
            set -e
            wireguard-go wg0 >/var/tmp/wireguard.log 2>&1
            wg set wg0 private-key %s/wg.key listen-port %d
            ip addr add %s/16 dev wg0
            ip link set wg0 mtu 1420 up
            """;

    private final LabHost host;
    private final AgentProgram program;
    private final String address;
    private final int port;
    private final String publicKey;
    private final String relayKey;
    private String environment = "";
    private String pid = "";

    private SceneHost(LabHost host, AgentProgram program, String address, int port, List<String> keys) {
        this.host = host;
        this.program = program;
        this.address = address;
        this.port = port;
        this.publicKey = keys.get(0);
        this.relayKey = keys.get(1);
    }

    /** @param number from 1, of the mesh address and where hosts behind one NAT need different ports */
    static SceneHost prepare(LabHost host, AgentProgram program, int number, int port) {
        SceneRelay.install(host, program);
        SceneHost made = new SceneHost(host, program, "100.64.0." + number, port,
                host.run(KEYS).orThrow().lines().toList());
        host.run(INTERFACE.formatted(HOME, port, made.address)).orThrow();
        return made;
    }

    /** Its agent is to use an HTTP proxy, as its environment says. */
    void useProxy(String url) {
        environment = "HTTPS_PROXY=" + url + " https_proxy=" + url + " ";
    }

    /**
     * Its agent's next run gets the time of the clock from a library that {@link #setClock} tells how far off it is. The
     * clocks that nobody sets are the machine's, as is WireGuard's time.
     *
     * @param library of the Debian package libfaketime
     */
    public void useClockOfItsOwn(Path library) {
        environment = "LD_PRELOAD=" + library + " FAKETIME_TIMESTAMP_FILE=" + HOME
                + "/clock FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 ";
        setClock(Duration.ZERO);
    }

    /** Sets the clock that only its agent sees, to that much after the machine's. */
    public void setClock(Duration offset) {
        host.put(HOME + "/clock", "0600", "%+d%n".formatted(offset.toSeconds()));
    }

    /** Its agent's next run has the machine's clock. */
    public void useTrueClock() {
        environment = "";
    }

    /** Lets WireGuard know a peer, as a plan has it: neither endpoint nor keepalive, which are the agent's. */
    public void addPeer(SceneHost peer) {
        host.run("wg set wg0 peer " + peer.publicKey + " allowed-ips " + peer.address + "/32").orThrow();
    }

    public void removePeer(SceneHost peer) {
        host.run("wg set wg0 peer " + peer.publicKey + " remove").orThrow();
    }

    /** Tells WireGuard itself where a peer is. */
    public void callAt(SceneHost peer, String peerAddress) {
        host.run("wg set wg0 peer " + peer.publicKey + " endpoint " + peerAddress + ":" + peer.port).orThrow();
    }

    /** Starts an agent that knows these peers and relays. Does not wait. */
    public void startAgent(Collection<SceneHost> peers, Collection<SceneRelay> relays) {
        host.put(HOME + "/agent.json", "0600", json(peers, relays));
        host.run("rm -f " + HOME + "/agent.log").orThrow();
        startAgent();
    }

    /** Starts it as it was before. Does not wait. */
    public void startAgent() {
        pid = host.run("cd " + HOME + " && rm -f ready status.sock && " + ARENAS + environment
                + program.line("run --config agent.json") + " >>agent.log 2>&1 & echo $!").orThrow().strip();
    }

    /** Waits until the agent says that it is ready. */
    public void awaitReady() {
        LabWait.until("agent of " + host.name(), () -> Files.exists(file("ready")) || !agentRuns());
        if (!agentRuns()) {
            throw new LabException("the agent of " + host.name() + " ended:\n" + agentLog());
        }
    }

    private boolean agentRuns() {
        return host.run("kill -0 " + pid).ok();
    }

    /** Tells the agent to end, and waits until it has. */
    public void stopAgent() {
        end("-TERM");
    }

    /** Ends it without a word. */
    public void killAgent() {
        end("-KILL");
    }

    private void end(String signal) {
        if (!pid.isEmpty()) {
            host.run("kill " + signal + " " + pid + "; n=0; while kill -0 " + pid
                    + " 2>/dev/null && [ $n -lt 250 ]; do sleep 0.02; n=$((n + 1)); done; kill -KILL " + pid
                    + " 2>/dev/null; :");
            pid = "";
        }
    }

    /** The process of the agent, as the host sees it; empty where none was started. */
    public String agentPid() {
        return pid;
    }

    /** What the agent says of itself and of a peer. */
    public AgentView view(SceneHost peer) {
        return AgentView.ask(file("status.sock"), peer.host.name());
    }

    /** What the agent printed since it was told of its peers. */
    public String agentLog() {
        try {
            return Files.exists(file("agent.log")) ? Files.readString(file("agent.log")) : "";
        } catch (IOException e) {
            throw new LabException("cannot read the agent's log of " + host.name(), e);
        }
    }

    private Path file(String name) {
        return host.root().resolve(HOME.substring(1)).resolve(name);
    }

    private String json(Collection<SceneHost> peers, Collection<SceneRelay> relays) {
        return """
                {"host": "%s", "interface": "wg0", "listen-port": %d, "mtu": 1420, "mark": 0, "addresses": ["%s"],
                 "identity": "identity", "port-mapping": false, "beat-port": 51819, "endpoints": [],
                 "relays": [%s],
                 "peers": [%s],
                 "status": "status.sock", "ready": "ready", "metrics": "127.0.0.1:9586", "log": "text"}
                """.formatted(host.name(), port, address,
                relays.stream().map(SceneRelay::json).collect(Collectors.joining(",\n   ")),
                peers.stream().map(SceneHost::peerJson).collect(Collectors.joining(",\n   ")));
    }

    private String peerJson() {
        return "{\"name\": \"%s\", \"public-key\": \"%s\", \"relay-key\": \"%s\", \"addresses\": [\"%s\"]}"
                .formatted(host.name(), publicKey, relayKey, address);
    }

    public LabHost host() {
        return host;
    }

    /** Its address in the mesh. */
    public String meshAddress() {
        return address;
    }

    /** WireGuard's public key, base64. */
    public String publicKey() {
        return publicKey;
    }

    String relayKey() {
        return relayKey;
    }
}
