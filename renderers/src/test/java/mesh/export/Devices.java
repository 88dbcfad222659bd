// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredDevice;
import mesh.desired.DesiredPeer;
import mesh.desired.NameTable;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.name.DnsName;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Mtu;

/** A device with peers of every kind. */
final class Devices {
    private Devices() {}

    static PrivateKey key(int number) {
        byte[] bytes = new byte[32];
        bytes[1] = (byte) number;
        return PrivateKey.of(bytes);
    }

    static DesiredDevice phone() {
        return device(List.of("100.64.0.50/32", "fd00:9::50/128"),
                List.of(peer("web-1", 2, "203.0.113.7:51820", 25, "100.64.0.1/32", "fd00:9::1/128"),
                        peer("web-2", 3, "[2001:db8::7]:51821", 0, "100.64.0.2/32"),
                        peer("router", 4, "vpn.example.net:51820", 25, "10.20.0.0/24", "100.64.0.3/32",
                                "fd00:9::3/128", "fd00:44::/64")));
    }

    /** One whose internet traffic goes through a host. */
    static DesiredDevice leaving() {
        return device(List.of("100.64.0.50/32", "fd00:9::50/128"),
                List.of(peer("a", 2, "203.0.113.7:51820", 25, "0.0.0.0/0", "100.64.0.1/32", "::/0", "fd00:9::1/128"),
                        peer("b", 3, "203.0.113.8:51820", 25, "100.64.0.2/32")));
    }

    /** A device of a mesh with {@code hosts} hosts. */
    static DesiredDevice phone(int hosts) {
        List<DesiredPeer> peers = new ArrayList<>();
        for (int i = 1; i <= hosts; i++) {
            peers.add(peer("h" + i, i, "203.0.113." + i + ":51820", 25, "100.64.0." + i + "/32",
                    "fd00:9::" + i + "/128"));
        }
        return device(List.of("100.64.0.250/32"), peers);
    }

    static DesiredDevice device(List<String> addresses, List<DesiredPeer> peers) {
        return new DesiredDevice(new MeshName("home"), new NodeName("phone"), new InterfaceName("wg0"),
                Optional.of(PublicKey.of(key(1))), addresses.stream().map(InterfaceAddress::parse).toList(),
                new Mtu(1400), peers, List.of(),
                new NameTable(new MeshName("home"), Optional.of(new DnsName("home.mesh")), List.of(),
                        List.of(IpAddress.parse("100.64.0.1"), IpAddress.parse("fd00:9::1"))),
                List.of(IpAddress.parse("100.64.0.1"), IpAddress.parse("fd00:9::1")));
    }

    static DesiredPeer peer(String name, int key, String endpoint, int keepalive, String... allowedIps) {
        return new DesiredPeer(new NodeName(name), Optional.of(PublicKey.of(key(key))),
                Optional.of(Endpoint.parse(endpoint)), Arrays.stream(allowedIps).map(Cidr::parse).toList(),
                new Keepalive(keepalive), Optional.empty());
    }
}
