// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import java.io.IOException;
import java.util.SortedMap;

import mesh.key.PublicKey;
import mesh.net.InterfaceName;
import mesh.net.TransportAddress;

/** Linux, by {@code wg(8)}, which speaks to the kernel and to wireguard-go alike. */
final class WgProgram implements WireGuardControl {
    private final SystemProgram wg;
    private final String name;

    WgProgram(SystemProgram wg, InterfaceName name) {
        this.wg = wg;
        this.name = name.text();
    }

    @Override
    public SortedMap<PublicKey, PeerReading> peers() throws IOException {
        return WgText.peers(wg.run("show", name, "endpoints"), wg.run("show", name, "transfer"),
                wg.run("show", name, "latest-handshakes"));
    }

    /** {@code wg set} adds a peer that is absent, so this looks first. */
    @Override
    public boolean endpoint(PublicKey peer, TransportAddress endpoint) throws IOException {
        if (!WgText.keys(wg.run("show", name, "peers")).contains(peer)) {
            return false;
        }
        wg.run("set", name, "peer", peer.base64(), "endpoint", endpoint.toString());
        return true;
    }
}
