// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import mesh.desired.DesiredDevice;
import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.name.DnsName;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;

/**
 * A device as templates see it: texts made of checked values only.
 *
 * @param mesh its name
 * @param device its name
 * @param interfaceName such as wg0
 * @param privateKey a gap for the key; empty where the device has its own
 * @param uuid of the connection, the same for the same device of the same mesh
 * @param mtu in bytes
 * @param addresses {@code ADDRESS/LENGTH}, IPv4 first
 * @param inetAddresses the IPv4 ones
 * @param inet6Addresses the IPv6 ones
 * @param peers sorted by name
 * @param resolvers whom the device asks for names; empty: those of the network where it is
 * @param inetResolvers the IPv4 ones
 * @param inet6Resolvers the IPv6 ones
 * @param everything its internet traffic goes through a peer
 * @param domain in which short names are looked for; empty without resolvers
 */
public record DeviceView(String mesh, String device, String interfaceName, String privateKey, String uuid, int mtu,
        List<String> addresses, List<String> inetAddresses, List<String> inet6Addresses, List<Peer> peers,
        List<String> resolvers, List<String> inetResolvers, List<String> inet6Resolvers, boolean everything,
        String domain) {

    /**
     * A host as a device's peer.
     *
     * @param name of the host
     * @param section its name as UCI takes it, without dashes
     * @param publicKey base64
     * @param endpoint {@code HOST:PORT}, IPv6 in brackets
     * @param endpointHost address without brackets, or name
     * @param endpointPort UDP port
     * @param keepalive in seconds; 0 is off
     * @param allowedIps sorted
     * @param inetAllowedIps the IPv4 ones
     * @param inet6AllowedIps the IPv6 ones
     */
    public record Peer(String name, String section, String publicKey, String endpoint, String endpointHost,
            int endpointPort, int keepalive, List<String> allowedIps, List<String> inetAllowedIps,
            List<String> inet6AllowedIps) {

        static Peer of(DesiredPeer peer) {
            return new Peer(peer.name().text(), peer.name().text().replace('-', '_'),
                    peer.publicKey().map(PublicKey::base64).orElseThrow(), peer.endpoint().orElseThrow().toString(),
                    peer.endpoint().orElseThrow().host().toString(), peer.endpoint().orElseThrow().port().number(),
                    peer.keepalive().seconds(), peer.allowedIps().stream().map(Cidr::toString).toList(),
                    allowedIps(peer, false), allowedIps(peer, true));
        }

        private static List<String> allowedIps(DesiredPeer peer, boolean v6) {
            return peer.allowedIps().stream().filter(allowed -> allowed.isV6() == v6).map(Cidr::toString).toList();
        }
    }

    /** @param withKey false where the device has its own private key */
    static DeviceView of(DesiredDevice device, boolean withKey) {
        byte[] identity = ("mesh " + device.mesh() + " device " + device.name()).getBytes(StandardCharsets.UTF_8);
        return new DeviceView(device.mesh().text(), device.name().text(), device.iface().text(),
                withKey ? DeviceFile.GAP : "", UUID.nameUUIDFromBytes(identity).toString(), device.mtu().bytes(),
                device.addresses().stream().map(InterfaceAddress::toString).toList(), addresses(device, false),
                addresses(device, true), device.peers().stream().map(Peer::of).toList(), all(device),
                resolvers(device, false), resolvers(device, true), device.usesExit(), domain(device));
    }

    private static List<String> addresses(DesiredDevice device, boolean v6) {
        return device.addresses().stream().filter(address -> address.address().isV6() == v6)
                .map(InterfaceAddress::toString).toList();
    }

    private static List<String> all(DesiredDevice device) {
        return device.resolvers().stream().map(IpAddress::toString).toList();
    }

    private static List<String> resolvers(DesiredDevice device, boolean v6) {
        return device.resolvers().stream().filter(address -> address.isV6() == v6).map(IpAddress::toString)
                .toList();
    }

    private static String domain(DesiredDevice device) {
        return device.resolvers().isEmpty() ? "" : device.names().domain().map(DnsName::text).orElse("");
    }
}
