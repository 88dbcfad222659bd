// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.SortedMap;

import mesh.key.PublicKey;
import mesh.net.InterfaceName;
import mesh.net.Keepalive;
import mesh.net.TransportAddress;

/** Linux, by {@code wg(8)}, which speaks to the kernel and to wireguard-go alike. */
final class WgProgram implements WireGuardControl {
    private final SystemProgram wg;
    private final String name;
    private final PacketCount packets;

    WgProgram(SystemProgram wg, InterfaceName name) {
        this.wg = wg;
        this.name = name.text();
        this.packets = new PacketCount(name);
    }

    @Override
    public SortedMap<PublicKey, PeerReading> peers() throws IOException {
        return WgText.peers(wg.run("show", name, "endpoints"), wg.run("show", name, "transfer"),
                wg.run("show", name, "latest-handshakes"));
    }

    @Override
    public OptionalLong packets() {
        return packets.now();
    }

    @Override
    public boolean endpoint(PublicKey peer, TransportAddress endpoint) throws IOException {
        return set(peer, "endpoint", endpoint.toString());
    }

    @Override
    public SortedMap<PublicKey, Keepalive> keepalives() throws IOException {
        return WgText.keepalives(wg.run("show", name, "persistent-keepalive"));
    }

    @Override
    public boolean keepalive(PublicKey peer, Keepalive keepalive) throws IOException {
        return set(peer, "persistent-keepalive", keepalive.toString());
    }

    /** {@code wg set} adds a peer that is absent, so this looks first. */
    private boolean set(PublicKey peer, String setting, String value) throws IOException {
        if (!WgText.keys(wg.run("show", name, "peers")).contains(peer)) {
            return false;
        }
        wg.run("set", name, "peer", peer.base64(), setting, value);
        return true;
    }
}
