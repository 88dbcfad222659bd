// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Device;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;
import mesh.net.Mtu;

/** Works out what a device should have: a peer for each host that it can call. Pure. */
public final class DeviceStateBuilder {
    private DeviceStateBuilder() {}

    /**
     * @param lock up to date with {@code mesh}
     * @throws IllegalStateException if the lock lacks the device or a host
     */
    public static DesiredDevice build(Mesh mesh, Lockfile lock, Device device) {
        LockedNode locked = lock.node(device.name())
                .orElseThrow(() -> new IllegalStateException(device.name() + " is not in the lock"));
        List<DesiredPeer> peers = new ArrayList<>();
        List<NodeName> unknown = new ArrayList<>();
        int mtu = Mtu.MAX;
        PeerTable table = new PeerTable(mesh, lock);
        PeerSource own = table.source(device.name()).orElseGet(() -> PeerSource.of(device, lock));
        for (PeerTable.Entry entry : table.peersOf(own)) {
            if (entry.source().node() instanceof Host host) {
                DesiredPeer peer = host(table, own, device, entry);
                if (peer.publicKey().isPresent()) {
                    peers.add(peer);
                    mtu = Math.min(mtu, host.mtu().bytes());
                } else {
                    unknown.add(host.name());
                }
            }
        }
        peers.sort(Comparator.comparing(DesiredPeer::name));
        NameTable names = NameTable.of(mesh, lock);
        return new DesiredDevice(mesh.name(), device.name(), mesh.network().interfaceName(),
                device.publicKey().or(locked::publicKey), locked.addresses().stream().map(DeviceStateBuilder::whole)
                        .sorted().toList(),
                new Mtu(mtu), peers, unknown, names, resolvers(device, names));
    }

    private static DesiredPeer host(PeerTable table, PeerSource own, Device device, PeerTable.Entry entry) {
        return entry.source().asPeerOf(device, entry, table.allowed(own, entry, table.carried(own, entry)));
    }

    private static List<IpAddress> resolvers(Device device, NameTable names) {
        List<IpAddress> own = device.leaving().resolvers();
        return own.isEmpty() ? names.resolvers() : own;
    }

    private static InterfaceAddress whole(IpAddress address) {
        return new InterfaceAddress(address, address.bits());
    }
}
