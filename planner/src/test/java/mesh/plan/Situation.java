// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.desired.DesiredStateBuilder;
import mesh.files.Activation;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.BaseState;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;

/** A mesh in some state, its files in a plain format, and what its hosts were found to have. */
public final class Situation {
    final Lockfile lock;
    public final DesiredMesh desired;
    public final Map<NodeName, RenderedHost> rendered = new TreeMap<>();
    public final Map<NodeName, HostReading> readings = new TreeMap<>();

    private Situation(Mesh mesh, Lockfile lock) {
        this.lock = lock;
        this.desired = DesiredStateBuilder.build(mesh, lock);
        desired.hosts().stream().filter(DesiredHost::keysKnown)
                .forEach(host -> rendered.put(host.name(), render(host)));
    }

    private Situation(DesiredMesh desired, Map<NodeName, RenderedHost> rendered, Lockfile lock) {
        this.lock = lock;
        this.desired = desired;
        this.rendered.putAll(rendered);
    }

    /** All keys known, nothing applied. */
    public static Situation keyed(Mesh mesh) {
        return after(mesh, Lockfile.empty(mesh.name())).bare();
    }

    /** No key known, nothing applied. */
    public static Situation fresh(Mesh mesh) {
        return new Situation(mesh, LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock()).bare();
    }

    /** All keys known, everything applied. */
    public static Situation applied(Mesh mesh) {
        return after(mesh, Lockfile.empty(mesh.name())).apply();
    }

    /** As {@link #applied(Mesh)}, with more that is known of the hosts. */
    public static Situation applied(Mesh mesh, UnaryOperator<Lockfile> more) {
        return new Situation(mesh, more.apply(after(mesh, Lockfile.empty(mesh.name())).lock)).apply();
    }

    private static Situation after(Mesh mesh, Lockfile before) {
        Lockfile lock = LockUpdater.update(mesh, before).lock();
        for (NodeName host : mesh.hosts().stream().map(one -> one.name()).toList()) {
            if (lock.node(host).orElseThrow().key().isEmpty()) {
                lock = lock.withKey(host, Meshes.key(host.text()), LocalDate.EPOCH);
            }
        }
        return new Situation(mesh, lock);
    }

    /** The spec becomes {@code mesh} while hosts stay as they are; hosts that are new have nothing. */
    public Situation becomes(Mesh mesh) {
        Situation next = after(mesh, lock);
        next.readings.putAll(readings);
        next.desired.hosts().forEach(host -> next.readings.putIfAbsent(host.name(),
                new HostReading.Read(LiveHost.bare(host.name()))));
        return next;
    }

    /** The same hosts, of which {@code names} are to tell their keys anew. */
    public Situation keysForgotten(Mesh mesh, String... names) {
        Situation next = new Situation(mesh, lock.withoutKeys(Stream.of(names).map(NodeName::new).toList()));
        next.readings.putAll(readings);
        return next;
    }

    /** The same hosts as {@code after}, a later lock, wants them. */
    Situation locked(Mesh mesh, UnaryOperator<Lockfile> after) {
        Situation next = new Situation(mesh, after.apply(lock));
        next.readings.putAll(readings);
        return next;
    }

    /** Everything applied, but to {@code except}. */
    Situation applied(String... except) {
        Situation next = new Situation(desired, rendered, lock);
        next.readings.putAll(readings);
        desired.hosts().stream().filter(host -> !List.of(except).contains(host.name().text()))
                .forEach(host -> next.readings.put(host.name(), new HostReading.Read(
                        BaseState.of(host, Optional.ofNullable(rendered.get(host.name()))))));
        return next;
    }

    private Situation bare() {
        desired.hosts().forEach(host -> readings.put(host.name(), new HostReading.Read(LiveHost.bare(host.name()))));
        return this;
    }

    private Situation apply() {
        desired.hosts().forEach(host -> readings.put(host.name(),
                new HostReading.Read(BaseState.of(host, Optional.ofNullable(rendered.get(host.name()))))));
        return this;
    }

    public LiveHost live(String name) {
        HostReading reading = readings.get(new NodeName(name));
        if (reading instanceof HostReading.Read read) {
            return read.live();
        }
        throw new AssertionError(name + " was not read");
    }

    /** Something else is found on {@code name}. */
    public Situation found(String name, UnaryOperator<LiveHost> change) {
        readings.put(new NodeName(name), new HostReading.Read(change.apply(live(name))));
        return this;
    }

    public Situation moved(String from, String to) {
        readings.put(new NodeName(to), new HostReading.Read(live(from).named(new NodeName(to))));
        return this;
    }

    public Plan plan() {
        return PlanDiff.diff(desired, rendered, readings, "live");
    }

    public HostPlan plan(String name) {
        return plan().hosts().stream().filter(host -> host.host().text().equals(name)).findFirst().orElseThrow();
    }

    /** The plan's changes of {@code name}, a line each. */
    public String changes(String name) {
        HostPlan plan = plan(name);
        return plan.changes().stream().map(change -> new ChangeLines().of(change, plan))
                .map(line -> line.symbol() + " " + line.text()).collect(Collectors.joining("\n"));
    }

    private static RenderedHost render(DesiredHost host) {
        HostLayout layout = new HostLayout(host.iface().name());
        List<HostFile> files = new ArrayList<>();
        StringBuilder text = new StringBuilder("# host " + host.name() + "\n[Interface]\n");
        host.iface().addresses().forEach(address -> text.append("Address = ").append(address).append('\n'));
        text.append("ListenPort = ").append(host.iface().port()).append("\nMTU = ").append(host.iface().mtu())
                .append('\n');
        for (DesiredPeer peer : host.peers()) {
            text.append("\n[Peer]\n# ").append(peer.name()).append("\nPublicKey = ")
                    .append(peer.publicKey().orElseThrow()).append("\nAllowedIPs = ")
                    .append(peer.allowedIps().stream().map(Object::toString).collect(Collectors.joining(", ")))
                    .append(peer.configuredKeepalive().filter(keepalive -> keepalive.seconds() > 0)
                            .map(keepalive -> "\nPersistentKeepalive = " + keepalive).orElse(""))
                    .append('\n');
            peer.presharedEpoch().ifPresent(epoch -> text.append("PresharedKeyFile = /etc/mesh/wg0/psk/")
                    .append(peer.name()).append('\n'));
            peer.endpoint().ifPresent(endpoint -> text.append("Endpoint = ").append(endpoint).append('\n'));
            peer.presharedEpoch().ifPresent(epoch -> files.add(new HostFile(layout.presharedKey(peer.label()), 0600,
                    "root", new FileContent.PresharedKey(host.iface().publicKey().orElseThrow(),
                            peer.publicKey().orElseThrow(), epoch))));
        }
        files.add(new HostFile(new HostPath("/etc/wireguard/" + host.iface().name() + ".conf"), 0600, "root",
                new FileContent.Text(text.toString())));
        if (!host.ground().isEmpty()) {
            files.add(new HostFile(layout.ground(), 0700, "root", new FileContent.Text(host.ground() + "\n")));
        }
        host.ground().names().ifPresent(names -> files.add(part(layout.names(), names)));
        host.ground().relay().ifPresent(relay -> {
            files.add(part(layout.relayConfig(), relay.settings()));
            files.add(part(layout.relayClients(), relay.admitted()));
        });
        host.ground().agent().ifPresent(agent -> files.add(part(layout.agentConfig(), agent)));
        host.ground().tls().ifPresent(tls -> files.add(part(layout.authorities(), tls)));
        host.ground().online().ifPresent(wait -> files.add(part(layout.online(), wait)));
        host.ground().watch().ifPresent(watch -> files.add(part(layout.watch(), watch)));
        if (host.ground().hasFirewall()) {
            files.add(part(layout.nftables(), host.ground().filter()));
        }
        files.add(new HostFile(layout.privateKey(), 0600, "root",
                new FileContent.PrivateKey(host.iface().publicKey().orElseThrow())));
        files.sort(Comparator.comparing(HostFile::path));
        return new RenderedHost(host.name(), files, new Activation("true", "up", "restart", "down"));
    }

    private static HostFile part(HostPath path, Object of) {
        return new HostFile(path, 0600, "root", new FileContent.Text(of + "\n"));
    }

    /** Names and actions of all hosts. */
    Map<String, HostPlan.Action> actions() {
        Map<String, HostPlan.Action> actions = new LinkedHashMap<>();
        plan().hosts().forEach(host -> actions.put(host.host().text(), host.action()));
        return actions;
    }
}
