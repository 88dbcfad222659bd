// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredInterface;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.desired.RemovedHost;
import mesh.files.HostFile;
import mesh.files.RenderedHost;
import mesh.key.PresharedKey;
import mesh.key.PresharedKeySeed;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.lab.Lab;
import mesh.lab.LabHost;
import mesh.lab.LabOs;
import mesh.live.HostReading;
import mesh.lock.Reach;
import mesh.model.KeyPolicy.Custody;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.name.UserName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.plan.Plan;
import mesh.plan.PlanDiff;
import mesh.render.Renderers;
import mesh.ssh.ClientKeys;
import mesh.ssh.CommandResult;
import mesh.ssh.JschTransport;
import mesh.ssh.KeptSessions;
import mesh.ssh.KnownHosts;
import mesh.ssh.SshException;
import mesh.ssh.SshSession;
import mesh.ssh.SshTimeouts;
import mesh.ssh.Transport;

/** A full mesh over the hosts of a lab: desired by hand, rendered, planned and applied by the real parts. */
final class LabFleet implements SecretSource, ApplyListener {
    private static final InterfaceName NAME = new InterfaceName("wg0");
    private static final int LIMIT = 4;
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private final Lab lab;
    private final Transport transport;
    private final Renderers renderers = new Renderers();
    private final PresharedKeySeed seed = PresharedKeySeed.of(new byte[32]);
    private final SortedMap<String, PublicKey> members = new TreeMap<>();
    private final Map<String, SshSettings.Become> becomes = new HashMap<>();
    private volatile Optional<Duration> cut = Optional.empty();
    private final List<String> removed = new ArrayList<>();

    LabFleet(Lab lab) throws IOException {
        this.lab = lab;
        Path knownHosts = lab.directory().resolve("known_hosts");
        Files.write(knownHosts, lab.knownHosts());
        Transport whole = new JschTransport(KnownHosts.read(knownHosts),
                new ClientKeys(lab.directory(), Optional.empty()), SshTimeouts.DEFAULT);
        transport = new KeptSessions(target -> session(whole.open(target)));
    }

    /** From here on connections break after that time, whatever runs; absent: they hold. */
    void cutAfter(Optional<Duration> time) {
        cut = time;
    }

    private SshSession session(SshSession whole) {
        return new SshSession() {
            @Override
            public CommandResult run(String command, byte[] stdin, Duration timeout, Consumer<String> lines)
                    throws SshException {
                return whole.run(command, stdin, cut.orElse(timeout), lines);
            }

            @Override
            public boolean isConnected() {
                return whole.isConnected();
            }

            @Override
            public void close() {
                whole.close();
            }
        };
    }

    /** The host logs in as deploy and becomes root this way. */
    void become(String host, SshSettings.Become become) {
        becomes.put(host, become);
    }

    /** Births on hosts that join; hosts that are not named leave. */
    void members(List<String> names) throws InterruptedException {
        members.keySet().stream().filter(name -> !names.contains(name)).toList().forEach(name -> {
            members.remove(name);
            removed.add(name);
        });
        List<KeyBirths.Request> requests = names.stream().filter(name -> !members.containsKey(name))
                .map(name -> new KeyBirths.Request(new NodeName(name), reach(name))).toList();
        for (KeyBirth birth : new KeyBirths(transport, LIMIT).run(requests)) {
            switch (birth) {
                case KeyBirth.Born born -> members.put(born.host().text(), born.publicKey());
                case KeyBirth.Failed failed -> throw new AssertionError(failed.host() + ": " + failed.reason());
            }
        }
    }

    private Reach reach(String name) {
        LabHost host = lab.host(name);
        OperatingSystem os = host.os() == LabOs.OPENBSD ? OperatingSystem.OPENBSD : OperatingSystem.LINUX;
        SshSettings.Become become = becomes.getOrDefault(name, SshSettings.Become.NONE);
        UserName user = new UserName(become == SshSettings.Become.NONE ? "root" : "deploy");
        return new Reach(os, os.defaultFormat(), NAME, new SshSettings(NetworkHost.parse(host.sshAddress()),
                new Port(host.sshPort()), user, become, Optional.empty(), List.of(lab.identityFile().toString())),
                false);
    }

    private DesiredHost desired(String name) {
        List<DesiredPeer> peers = new ArrayList<>();
        members.forEach((peer, key) -> {
            if (!peer.equals(name)) {
                peers.add(new DesiredPeer(new NodeName(peer), Optional.of(key),
                        Optional.of(Endpoint.parse(lab.host(peer).address() + ":51820")),
                        List.of(Cidr.parse(address(peer) + "/32"), Cidr.parse(address6(peer) + "/128")),
                        new Keepalive(0), Optional.of(1)));
            }
        });
        DesiredInterface iface = new DesiredInterface(NAME, Optional.ofNullable(members.get(name)), Custody.HOST,
                new Port(51820), new Mtu(1420), List.of(InterfaceAddress.parse(address(name) + "/24"),
                        InterfaceAddress.parse(address6(name) + "/64")));
        return new DesiredHost(new MeshName("lab"), new NodeName(name), reach(name), iface, peers, List.of());
    }

    static String address(String name) {
        return "100.64.0." + name.charAt(0) % 32;
    }

    static String address6(String name) {
        return "fd00:77::" + name.charAt(0) % 8;
    }

    Plan plan() throws InterruptedException {
        return plan(read());
    }

    private Map<NodeName, HostReading> read() throws InterruptedException {
        List<ReadRequest> requests = new ArrayList<>();
        members.keySet().forEach(name -> requests.add(new ReadRequest(new NodeName(name), reach(name),
                renderers.render(desired(name)).files().stream().map(HostFile::path).toList())));
        removed.forEach(name -> requests.add(new ReadRequest(new NodeName(name), reach(name), List.of())));
        Map<NodeName, HostReading> readings = new HashMap<>();
        new FleetReader(transport, LIMIT).read(requests).forEach(reading -> readings.put(reading.host(), reading));
        return readings;
    }

    private Plan plan(Map<NodeName, HostReading> readings) {
        Map<NodeName, RenderedHost> rendered = new HashMap<>();
        List<DesiredHost> hosts = members.keySet().stream().map(this::desired).toList();
        hosts.forEach(host -> rendered.put(host.name(), renderers.render(host)));
        DesiredMesh mesh = new DesiredMesh(new MeshName("lab"), hosts,
                removed.stream().map(name -> new RemovedHost(new NodeName(name), reach(name))).toList(), List.of(),
                new TreeMap<>());
        return PlanDiff.diff(mesh, rendered, readings, "live");
    }

    /** Reads first, so that only the applying connections break. */
    ApplyReport applyCutAfter(Duration time) throws InterruptedException {
        Plan plan = plan();
        cutAfter(Optional.of(time));
        try {
            return apply(plan, List.of());
        } finally {
            cutAfter(Optional.empty());
        }
    }

    ApplyReport apply() throws InterruptedException {
        Map<NodeName, HostReading> readings = read();
        return apply(plan(readings), List.copyOf(readings.values()));
    }

    ApplyReport apply(Plan plan, List<HostReading> readings) throws InterruptedException {
        return new ApplyEngine(transport, this, Renderers::activation, this,
                TestSettings.of(LIMIT, WINDOW))
                .apply(plan, readings);
    }

    @Override
    public PrivateKey privateKey(PublicKey publicKey) throws SecretUnavailableException {
        throw new SecretUnavailableException("no vault here");
    }

    @Override
    public PresharedKey presharedKey(PublicKey one, PublicKey other, int epoch) {
        return seed.derive(one, other, epoch);
    }

    @Override
    public void step(NodeName host, String step) {}

    @Override
    public void finished(HostOutcome outcome) {}

    static Duration limit() {
        return Duration.ofSeconds(60);
    }
}
