// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.key.RelayKey;
import mesh.model.KeyPolicy.Custody;
import mesh.model.SshSettings.Become;
import mesh.name.DnsName;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.name.SiteName;
import mesh.name.UserName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.NetworkHost;
import mesh.net.OnlineWait;
import mesh.net.Port;
import mesh.policy.Policy;
import mesh.spec.Resolver;

/** Meshes for tests, put together by hand: a builder with the defaults of the spec. */
public final class Meshes {
    private String name = "home";
    private final List<Cidr> ranges = new ArrayList<>(List.of(Cidr.parse("10.9.0.0/24"), Cidr.parse("fd00:9::/64")));
    private int port = 51820;
    private InterfaceName interfaceName = new InterfaceName("wg0");
    private Custody custody = Custody.HOST;
    private Optional<Certificates> certificates = Optional.empty();
    private Policy policy = Policy.OPEN;
    private Optional<Integer> epoch = Optional.empty();
    private Optional<DnsName> domain = Optional.empty();
    private final List<Resolver> resolvers = new ArrayList<>();
    private final List<HostDraft> hosts = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<External> externals = new ArrayList<>();

    private Topology topology = Topology.FULL;
    private final SortedMap<NodeName, RelayKey> relayClients = new TreeMap<>();
    private boolean relaysForward;

    private Meshes() {}

    public static Meshes mesh() {
        return new Meshes();
    }

    /** A mesh of public hosts with these names. */
    public static Mesh of(String... names) {
        Meshes meshes = mesh();
        for (String each : names) {
            meshes.host(each);
        }
        return meshes.build();
    }

    /** A key that depends on {@code seed} only. */
    public static PublicKey key(String seed) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = (byte) (seed.hashCode() >>> (i % 4 * 8));
        }
        return PublicKey.of(PrivateKey.of(bytes));
    }

    public Meshes ranges(String... texts) {
        ranges.clear();
        List.of(texts).forEach(text -> ranges.add(Cidr.parse(text)));
        return this;
    }

    /** Somebody who may use the relays, with a key that depends on the name only. */
    public Meshes admit(String client) {
        relayClients.put(new NodeName(client), relayKey(client));
        return this;
    }

    /** Relays hand packets on to each other. */
    public Meshes relaysForward() {
        relaysForward = true;
        return this;
    }

    /** A relay key that depends on {@code seed} only. */
    public static RelayKey relayKey(String seed) {
        return RelayKey.parse(HexFormat.of().formatHex(key(seed).bytes()));
    }

    public Meshes interfaceName(String text) {
        interfaceName = new InterfaceName(text);
        return this;
    }

    /** Nodes have names, and hosts have them in their files. */
    public Meshes domain(String text) {
        domain = Optional.of(new DnsName(text));
        return this;
    }

    /** A DNS server that answers for the domain: an address, or a host. */
    public Meshes resolver(String text) {
        resolvers.add(Resolver.parse(text));
        return this;
    }

    public Meshes port(int number) {
        port = number;
        return this;
    }

    public Meshes custody(Custody where) {
        custody = where;
        return this;
    }

    public Meshes presharedEpoch(int number) {
        epoch = Optional.of(number);
        return this;
    }

    public Meshes topology(Topology other) {
        topology = other;
        return this;
    }

    /** With these hubs and everybody linked to everybody. */
    public Meshes hubs(Topology.Shape shape, String... names) {
        return topology(new Topology(shape, PairSet.NONE, List.of(names).stream().map(NodeName::new).toList(),
                PairSet.NONE));
    }

    /** A host with a public endpoint at a name of its own. */
    public HostDraft host(String hostName) {
        HostDraft draft = new HostDraft(this, hostName);
        hosts.add(draft);
        return draft;
    }

    /** In place of the open one. */
    public Meshes policy(Policy other) {
        policy = other;
        return this;
    }

    public Meshes device(String deviceName) {
        return device(deviceName, Optional.of(key(deviceName)), Optional.empty());
    }

    /** A device as the spec may have it: with a key of its own or without, for ever or until a day. */
    public Meshes device(String deviceName, Optional<PublicKey> publicKey, Optional<LocalDate> end) {
        return device(deviceName, publicKey, end, Device.Leaving.USUAL);
    }

    /** One whose internet traffic goes through a host. */
    public Meshes deviceThrough(String deviceName, String exit, String... resolvers) {
        return device(deviceName, Optional.of(key(deviceName)), Optional.empty(), new Device.Leaving(
                Optional.of(new NodeName(exit)), Stream.of(resolvers).map(IpAddress::parse).toList()));
    }

    private Meshes device(String deviceName, Optional<PublicKey> publicKey, Optional<LocalDate> end,
            Device.Leaving leaving) {
        devices.add(new Device(new NodeName(deviceName), publicKey, Optional.empty(), List.of(),
                new TreeSet<>(), new Device.Term(end, false), Device.KEEPALIVE, leaving));
        return this;
    }

    public Meshes external(String externalName, String endpoint, String... allowedIps) {
        externals.add(new External(new NodeName(externalName), key(externalName),
                endpoint.isEmpty() ? Optional.empty() : Optional.of(Endpoint.parse(endpoint)),
                List.of(allowedIps).stream().map(Cidr::parse).toList(), List.of(), new TreeSet<>()));
        return this;
    }

    /** Every host gets a certificate for 90 days, renewed a month before its end. */
    public Meshes certificates() {
        SortedMap<NodeName, Certificates.Holder> holders = new TreeMap<>();
        hosts.forEach(host -> holders.put(host.name, Certificates.Holder.PLAIN));
        certificates = Optional.of(new Certificates(90, 30, holders));
        return this;
    }

    public Mesh build() {
        return new Mesh(new MeshName(name),
                new Network(ranges, new Port(port), interfaceName, domain,
                        new Naming(domain.isPresent(), resolvers)),
                new KeyPolicy(custody, List.of(), epoch, Optional.empty()),
                hosts.stream().map(HostDraft::toHost).sorted(Comparator.comparing(Host::name)).toList(),
                devices.stream().sorted(Comparator.comparing(Device::name)).toList(),
                externals.stream().sorted(Comparator.comparing(External::name)).toList(), new TreeMap<>(), policy,
                topology, new Relays(relayClients, relaysForward), certificates);
    }

    /** One host; every setter returns the draft. */
    public static final class HostDraft {
        private final Meshes meshes;
        private final NodeName name;
        private Optional<NodeName> was = Optional.empty();
        private Format format = Format.WG_QUICK;
        private String machine;
        private Optional<SshSettings.Jump> jump = Optional.empty();
        private List<EndpointOption> endpoints;
        private boolean exitNode;
        private Optional<Relay> relay = Optional.empty();
        private boolean usesResolver;
        private Optional<OnlineWait> onlineWait = Optional.empty();
        private Passage passage = Passage.USUAL;
        private boolean behindNat;
        private Optional<SiteName> site = Optional.empty();
        private Optional<Port> port = Optional.empty();
        private Mtu mtu = new Mtu(1420);
        private AgentUse agent = AgentUse.AUTO;
        private final List<IpAddress> pinned = new ArrayList<>();
        private final List<Cidr> routes = new ArrayList<>();

        private HostDraft(Meshes meshes, String name) {
            this.meshes = meshes;
            this.name = new NodeName(name);
            this.machine = name + ".example.net";
            this.endpoints = List.of(option(machine, Optional.empty()));
        }

        private static EndpointOption option(String address, Optional<SiteName> forSite) {
            return new EndpointOption(NetworkHost.parse(address), Optional.empty(), forSite);
        }

        public HostDraft was(String former) {
            was = Optional.of(new NodeName(former));
            return this;
        }

        public HostDraft format(Format other) {
            format = other;
            return this;
        }

        /** Where its sshd is. */
        public HostDraft machine(String address) {
            machine = address;
            return this;
        }

        /** Through which machine its sshd is reached. */
        public HostDraft jump(String address) {
            jump = Optional.of(new SshSettings.Jump(NetworkHost.parse(address), new Port(22), new UserName("root")));
            return this;
        }

        public HostDraft noEndpoint() {
            endpoints = List.of();
            return this;
        }

        public HostDraft endpoint(String address) {
            endpoints = List.of(option(address, Optional.empty()));
            return this;
        }

        public HostDraft also(String address) {
            List<EndpointOption> more = new ArrayList<>(endpoints);
            more.add(option(address, Optional.empty()));
            endpoints = more;
            return this;
        }

        public HostDraft alsoFor(String siteName, String address) {
            List<EndpointOption> more = new ArrayList<>(endpoints);
            more.add(option(address, Optional.of(new SiteName(siteName))));
            endpoints = more;
            return this;
        }

        public HostDraft behindNat() {
            behindNat = true;
            return this;
        }

        public HostDraft site(String siteName) {
            site = Optional.of(new SiteName(siteName));
            return this;
        }

        public HostDraft port(int number) {
            port = Optional.of(new Port(number));
            return this;
        }

        public HostDraft mtu(int bytes) {
            mtu = new Mtu(bytes);
            return this;
        }

        public HostDraft pin(String address) {
            pinned.add(IpAddress.parse(address));
            return this;
        }

        public HostDraft route(String cidr) {
            routes.add(Cidr.parse(cidr));
            return this;
        }

        public HostDraft exitNode() {
            exitNode = true;
            return this;
        }

        public HostDraft useExit(String exit) {
            return useExits(exit);
        }

        /** The preferred one first. */
        public HostDraft useExits(String... exits) {
            passage = new Passage(passage.masquerade(), Stream.of(exits).map(NodeName::new).toList(),
                    passage.priority());
            return this;
        }

        public HostDraft priority(int rank) {
            passage = new Passage(passage.masquerade(), passage.exits(), rank);
            return this;
        }

        public HostDraft routed() {
            passage = new Passage(false, passage.exits(), passage.priority());
            return this;
        }

        public HostDraft useResolver() {
            usesResolver = true;
            return this;
        }

        public HostDraft waitOnline(int seconds) {
            onlineWait = Optional.of(new OnlineWait(seconds));
            return this;
        }

        public HostDraft agent(AgentUse use) {
            agent = use;
            return this;
        }

        /** With a relay as {@code relay: true} makes it. */
        public HostDraft relay() {
            return relay(new Relay.Certificate.SelfSigned());
        }

        public HostDraft relay(Relay.Certificate certificate) {
            relay = Optional.of(new Relay(endpoints.getFirst().host(), RelayDefaults.HTTPS,
                    Optional.of(RelayDefaults.STUN), certificate, Optional.empty(), RelayDefaults.METRICS,
                    new Relay.Limits(RelayDefaults.CLIENTS, Optional.empty())));
            return this;
        }

        /** Back to the mesh, for the next node. */
        public Meshes and() {
            return meshes;
        }

        private Host toHost() {
            OperatingSystem os = format == Format.HOSTNAME_IF ? OperatingSystem.OPENBSD : OperatingSystem.LINUX;
            SshSettings ssh = new SshSettings(NetworkHost.parse(machine), new Port(22), new UserName("root"),
                    Become.NONE, jump, List.of());
            return new Host(name, was, os, format, ssh, endpoints, behindNat, site, port, mtu, new Keepalive(25),
                    pinned, routes, exitNode, new TreeSet<>(), false, passage, relay, usesResolver, onlineWait,
                    agent, Optional.empty());
        }
    }
}
