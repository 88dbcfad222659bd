// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import mesh.lab.Lab;
import mesh.lab.LabBuilder;
import mesh.lab.LabHost;
import mesh.lab.LabRouter;
import mesh.lab.RouterTrait;

/** A lab with two hosts of each of some kinds, WireGuard on all of them, and two relays that are STUN servers too. */
public final class NatScene implements AutoCloseable {

    private static final int PORT = 51820;

    private final Lab lab;
    private final Map<String, SceneHost> hosts = new LinkedHashMap<>();
    private final List<SceneRelay> relays;

    private NatScene(Lab lab, Set<NetworkKind> kinds, AgentProgram program) {
        this.lab = lab;
        int number = 1;
        for (NetworkKind kind : kinds) {
            for (boolean second : List.of(false, true)) {
                boolean crowded = kind == NetworkKind.SHARED || kind == NetworkKind.CGNAT;
                LabHost host = lab.host(kind.host(second));
                if (kind != NetworkKind.IPV6) {
                    host.run("ip -6 addr flush dev eth0 scope global").orThrow();
                }
                hosts.put(host.name(), SceneHost.prepare(host, program, number++, crowded && second ? PORT + 1 : PORT));
            }
        }
        List<String> clients = hosts.values().stream().map(one -> one.relayKey() + " " + one.host().name()).toList();
        relays = List.of(SceneRelay.start(lab.host("relay1"), program, clients),
                SceneRelay.start(lab.host("relay2"), program, clients));
    }

    /** Starts the lab, WireGuard on all hosts, and the relays; no agent yet. */
    public static NatScene start(String name, Collection<NetworkKind> kinds, AgentProgram program) {
        Set<NetworkKind> sorted = EnumSet.copyOf(kinds);
        LabBuilder builder = Lab.named(name).linux("relay1").linux("relay2");
        for (NetworkKind kind : sorted) {
            builder = kind.declare(builder);
        }
        Lab lab = builder.start();
        try {
            NatScene scene = new NatScene(lab, sorted, program);
            if (sorted.contains(NetworkKind.PROXY_ONLY)) {
                scene.tellProxies();
            }
            return scene;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private void tellProxies() {
        for (boolean second : List.of(false, true)) {
            host(NetworkKind.PROXY_ONLY, second).useProxy("http://"
                    + router(NetworkKind.PROXY_ONLY, second).lanAddress() + ":" + RouterTrait.PROXY_PORT);
        }
    }

    public SceneHost host(NetworkKind kind, boolean second) {
        return java.util.Objects.requireNonNull(hosts.get(kind.host(second)), kind.id());
    }

    /** The outermost router in front of a host of a kind that has one. */
    public LabRouter router(NetworkKind kind, boolean second) {
        return lab.router(kind.outermost(second).orElseThrow());
    }

    /** Where a host is seen from outside. */
    public String outside(NetworkKind kind, boolean second) {
        return kind.outermost(second).map(name -> lab.router(name).address())
                .orElseGet(() -> lab.host(kind.host(second)).address());
    }

    public List<SceneRelay> relays() {
        return relays;
    }

    /** Starts an agent on each of two hosts that know each other; both are ready when this returns. */
    public void meet(SceneHost a, SceneHost b) {
        a.addPeer(b);
        b.addPeer(a);
        a.startAgent(List.of(b), relays);
        b.startAgent(List.of(a), relays);
        a.awaitReady();
        b.awaitReady();
    }

    /** Stops both, and neither knows the other any more. */
    public static void part(SceneHost a, SceneHost b) {
        a.stopAgent();
        b.stopAgent();
        a.removePeer(b);
        b.removePeer(a);
    }

    @Override
    public void close() {
        lab.close();
    }
}
