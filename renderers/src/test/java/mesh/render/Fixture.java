// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import mesh.desired.AgentService;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredInterface;
import mesh.desired.DesiredPeer;
import mesh.desired.ExitUse;
import mesh.desired.Gateway;
import mesh.desired.Ground;
import mesh.desired.LinkDns;
import mesh.desired.RelayService;
import mesh.desired.Watch;
import mesh.desired.KeyRole;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.key.RelayKey;
import mesh.lock.LockedRelay;
import mesh.lock.Reach;
import mesh.model.Format;
import mesh.model.KeyPolicy.Custody;
import mesh.model.OperatingSystem;
import mesh.model.Relay;
import mesh.model.SshSettings;
import mesh.model.SshSettings.Become;
import mesh.name.DnsName;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.name.UserName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.net.OnlineWait;
import mesh.net.Port;
import mesh.policy.FilterRule;
import mesh.policy.HostFilter;
import mesh.policy.Traffic;
import mesh.tls.CertificatePin;

/** A host with every kind of peer: the same one for all formats. */
final class Fixture {
    static final InterfaceName WG0 = new InterfaceName("wg0");

    private Fixture() {}

    /** Keys of fixed bytes, so that golden files hold. */
    static PrivateKey privateKey(int number) {
        byte[] bytes = new byte[32];
        bytes[1] = (byte) number;
        bytes[2] = (byte) (number >> 8);
        return PrivateKey.of(bytes);
    }

    static PublicKey publicKey(int number) {
        return PublicKey.of(privateKey(number));
    }

    static DesiredHost host(Format format) {
        return host(format,
                List.of(peer("berlin", 2, "203.0.113.12:51820", 0, 1, "192.168.200.2/32", "fd00:9::2/128"),
                        peer("lisbon", 3, "vpn.example.net:51821", 25, 0, "10.44.0.0/16", "192.168.200.3/32",
                                "fd00:9::3/128", "fd00:44::/64"),
                        peer("phone", 4, "", 0, 0, "192.168.200.4/32", "fd00:9::4/128"),
                        peer("quito", 5, "[2001:db8::7]:51820", 25, 2, "192.168.200.5/32"),
                        peer("staged", 6, "", 0, 1)));
    }

    static DesiredHost host(Format format, List<DesiredPeer> peers) {
        return host(format, peers, List.of("192.168.200.1/24", "192.168.200.101/24", "fd00:9::1/64", "fd00:9::101/64"),
                List.of("10.44.0.0/16", "fd00:44::/64"));
    }

    static DesiredHost host(Format format, List<DesiredPeer> peers, List<String> addresses, List<String> routes) {
        OperatingSystem os = format == Format.HOSTNAME_IF ? OperatingSystem.OPENBSD : OperatingSystem.LINUX;
        SshSettings ssh = new SshSettings(NetworkHost.parse("203.0.113.11"), new Port(22), new UserName("root"),
                Become.NONE, Optional.empty(), List.of());
        DesiredInterface iface = new DesiredInterface(WG0, Optional.of(publicKey(1)), Custody.HOST, new Port(51820),
                new Mtu(1420), addresses.stream().map(InterfaceAddress::parse).toList());
        return new DesiredHost(new MeshName("homelab"), new NodeName("amsterdam"),
                new Reach(os, format, WG0, ssh, false),
                iface, peers, routes.stream().map(Cidr::parse).toList());
    }

    /** The same with networks of both families behind it. */
    static DesiredHost router(Format format) {
        DesiredHost host = host(format);
        Gateway gateway = new Gateway(List.of(Cidr.parse("10.7.0.0/16"), Cidr.parse("fd00:7::/64")),
                List.of(Cidr.parse("10.44.0.0/16"), Cidr.parse("192.168.200.0/24"), Cidr.parse("fd00:9::/64"),
                        Cidr.parse("fd00:44::/64")),
                true, false);
        return new DesiredHost(host.mesh(), host.name(), host.reach(), host.iface(), host.peers(), host.routes(),
                new Ground(true, true, false, Optional.of(gateway), Optional.empty()));
    }

    /** The same with a relay for one client. */
    static DesiredHost relay(Format format) {
        DesiredHost host = host(format);
        Relay relay = new Relay(NetworkHost.parse("203.0.113.7"), new Port(443), Optional.of(new Port(3478)),
                new Relay.Certificate.SelfSigned(), Optional.empty(), new Port(9478),
                new Relay.Limits(1000, Optional.of(20_000)));
        return host.withGround(host.ground().withRelay(Optional.of(new RelayService(relay,
                new TreeMap<>(Map.of(new NodeName("anna"), RelayKey.parse("de".repeat(32)))),
                new TreeMap<>(Map.of(
                        new NodeName("oslo"), new RelayService.Peer(Endpoint.parse("relay.example.net:443"),
                                Optional.of(new LockedRelay(RelayKey.parse("0a".repeat(32)),
                                        Optional.of(new CertificatePin("0b".repeat(32)))))),
                        new NodeName("riga"), new RelayService.Peer(Endpoint.parse("[2001:db8::9]:8443"),
                                Optional.of(new LockedRelay(RelayKey.parse("0c".repeat(32)), Optional.empty()))),
                        new NodeName("unborn"),
                        new RelayService.Peer(Endpoint.parse("203.0.113.9:443"), Optional.empty()))),
                Optional.empty()))));
    }

    /** The same with an agent for two peers, of which one is not known yet. */
    static DesiredHost agent(DesiredHost host) {
        AgentService agent = new AgentService(new TreeMap<>(Map.of(
                new NodeName("oslo"), new AgentService.Meeting(Endpoint.parse("203.0.113.9:443"),
                        Optional.of(new Port(3478)),
                        Optional.of(new LockedRelay(RelayKey.parse("0a".repeat(32)),
                                Optional.of(new CertificatePin("0b".repeat(32)))))),
                new NodeName("riga"), new AgentService.Meeting(Endpoint.parse("relay.example.net:8443"),
                        Optional.empty(),
                        Optional.of(new LockedRelay(RelayKey.parse("0c".repeat(32)), Optional.empty()))),
                new NodeName("unborn"), new AgentService.Meeting(Endpoint.parse("203.0.113.10:443"),
                        Optional.of(new Port(3478)), Optional.empty()))),
                List.of(Endpoint.parse("198.51.100.7:51820")), new Port(51819),
                new TreeMap<>(Map.of(
                        new NodeName("phone"), new AgentService.Peer(Optional.of(publicKey(4)),
                                Optional.of(RelayKey.parse("0d".repeat(32))),
                                List.of(IpAddress.parse("192.168.200.4"), IpAddress.parse("fd00:9::4"))),
                        new NodeName("staged"), new AgentService.Peer(Optional.of(publicKey(6)), Optional.empty(),
                                List.of(IpAddress.parse("192.168.200.6"))))),
                Optional.of(RelayKey.parse("0e".repeat(32))));
        return new DesiredHost(host.mesh(), host.name(), host.reach(), host.iface(),
                host.peers().stream().map(Fixture::byAgent).toList(), host.routes(),
                host.ground().withAgent(Optional.of(agent)));
    }

    private static DesiredPeer byAgent(DesiredPeer peer) {
        return peer.name().text().equals("phone")
                ? new DesiredPeer(peer.name(), peer.publicKey(), peer.endpoint(), peer.allowedIps(), new Keepalive(25),
                        peer.presharedEpoch(), peer.role(), peer.carried(), true)
                : peer;
    }

    /** The same whose services may wait for the mesh. */
    static DesiredHost waiting(Format format) {
        DesiredHost host = host(format);
        return host.withGround(host.ground().withOnline(Optional.of(new OnlineWait(60))));
    }

    /** The same that asks two servers for names. */
    static DesiredHost asking(Format format) {
        DesiredHost host = host(format);
        LinkDns dns = new LinkDns(DnsName.parse("home.mesh"),
                List.of(IpAddress.parse("192.168.200.2"), IpAddress.parse("fd00:9::2")));
        return host.withGround(host.ground().withDns(Optional.of(dns)));
    }

    /** One through which others go to the internet, and whose own traffic goes through a third. */
    static DesiredHost exit(Format format) {
        DesiredHost host = router(format);
        Gateway gateway = host.ground().gateway().orElseThrow();
        ExitUse use = new ExitUse(List.of(new NodeName("berlin")), true, false,
                format == Format.HOSTNAME_IF ? 255 : 1051820);
        return new DesiredHost(host.mesh(), host.name(), host.reach(), host.iface(), host.peers(), host.routes(),
                new Ground(true, true, true,
                        Optional.of(new Gateway(gateway.networks(), gateway.sources(), false, true)),
                        Optional.of(use)));
    }

    /** One that reaches networks by lisbon, and by berlin while that is silent. */
    static DesiredHost watching(Format format) {
        DesiredHost host = host(format);
        return host.withGround(host.ground().withWatch(Optional.of(new Watch(List.of(new Watch.Group(
                networks("10.44.0.0/16", "fd00:44::/64"), List.of(new NodeName("lisbon"), new NodeName("berlin"))))))));
    }

    /** The same that holds a policy, also for a phone and for a partner's networks. */
    static DesiredHost filtered(DesiredHost host) {
        List<Cidr> own = networks("192.168.200.1/32", "fd00:9::1/128");
        List<Cidr> guarded = networks("10.44.0.0/16", "192.168.200.4/32", "fd00:9::4/128");
        HostFilter filter = new HostFilter(List.of(
                new FilterRule(true, List.of(), own, false, Traffic.parse("icmp").plus(Traffic.parse("tcp:443"))),
                new FilterRule(false, networks("192.168.200.2/32", "192.168.200.3/32", "fd00:9::2/128"), own, false,
                        Traffic.parse("tcp:22").plus(Traffic.parse("tcp:8000-8100")).plus(Traffic.parse("udp"))),
                new FilterRule(false, networks("192.168.200.2/32", "fd00:9::2/128"), guarded, true, Traffic.ANY)),
                guarded);
        return host.withGround(host.ground().withFilter(filter));
    }

    private static List<Cidr> networks(String... texts) {
        return Arrays.stream(texts).map(Cidr::parse).toList();
    }

    /** Psk epoch 0 and an empty endpoint mean none. */
    static DesiredPeer peer(String name, int key, String endpoint, int keepalive, int pskEpoch, String... allowedIps) {
        return new DesiredPeer(new NodeName(name), Optional.of(publicKey(key)),
                endpoint.isEmpty() ? Optional.empty() : Optional.of(Endpoint.parse(endpoint)),
                Arrays.stream(allowedIps).map(Cidr::parse).toList(), new Keepalive(keepalive),
                pskEpoch == 0 ? Optional.empty() : Optional.of(pskEpoch));
    }

    /** One peer that will switch to its next key, and one that has switched. */
    static List<DesiredPeer> rotating() {
        return List.of(peer("berlin", 2, "203.0.113.12:51820", 25, 1, "192.168.200.2/32"),
                entry("berlin", 6, 25, KeyRole.NEXT),
                peer("lisbon", 3, "203.0.113.12:51820", 0, 1, "192.168.200.3/32"),
                entry("lisbon", 7, 0, KeyRole.FORMER));
    }

    private static DesiredPeer entry(String name, int key, int keepalive, KeyRole role) {
        return new DesiredPeer(new NodeName(name), Optional.of(publicKey(key)),
                Optional.of(Endpoint.parse("203.0.113.12:51820")), List.of(), new Keepalive(keepalive), Optional.of(1),
                role);
    }

    /** Peers with a preshared key each, two allowed IPs and an endpoint. */
    static List<DesiredPeer> manyPeers(int count) {
        List<DesiredPeer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(peer("peer%04d".formatted(i), i + 2, "203.0.113.7:51820", 25, 1,
                    "100.64.%d.%d/32".formatted(i / 250 + 1, i % 250 + 1),
                    "fd00:9::%x/128".formatted(i + 0x1000)));
        }
        return peers;
    }
}
