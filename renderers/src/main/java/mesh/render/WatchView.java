// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.desired.Watch;
import mesh.files.HostLayout;
import mesh.key.PublicKey;
import mesh.model.OperatingSystem;
import mesh.name.NodeName;
import mesh.net.Cidr;

/**
 * The routes that a host watches, as templates see them.
 *
 * @param mesh its name
 * @param host its name
 * @param interfaceName such as wg0
 * @param directory mesh's own for the interface
 * @param linux else OpenBSD
 * @param groups networks that move together
 */
public record WatchView(String mesh, String host, String interfaceName, String directory, boolean linux,
        List<Group> groups) {

    /**
     * Networks that move together.
     *
     * @param networks sorted
     * @param peers the preferred one first
     */
    public record Group(List<String> networks, List<Peer> peers) {}

    /**
     * A peer that may have them.
     *
     * @param name of the peer
     * @param address of its own in the mesh
     * @param keys base64: the one in use, then one that comes or goes
     */
    public record Peer(String name, String address, List<String> keys) {}

    static WatchView of(DesiredHost host, Watch watch) {
        return new WatchView(host.mesh().text(), host.name().text(), host.iface().name().text(),
                new HostLayout(host.iface().name()).directory().text(),
                host.reach().os() == OperatingSystem.LINUX,
                watch.groups().stream().map(group -> group(host, group)).toList());
    }

    private static Group group(DesiredHost host, Watch.Group group) {
        return new Group(group.networks().stream().map(Cidr::toString).toList(),
                group.peers().stream().flatMap(name -> peer(host, name).stream()).toList());
    }

    /** Absent for one that is not known yet. */
    private static Optional<Peer> peer(DesiredHost host, NodeName name) {
        List<DesiredPeer> entries = host.peers().stream().filter(peer -> peer.name().equals(name)).toList();
        List<String> keys = entries.stream().flatMap(entry -> entry.publicKey().stream()).map(PublicKey::base64)
                .toList();
        return entries.stream().flatMap(entry -> entry.ownIps().stream())
                .filter(own -> own.prefixLength() == own.network().bits()).findFirst().filter(own -> !keys.isEmpty())
                .map(own -> new Peer(name.text(), own.network().toString(), keys));
    }
}
