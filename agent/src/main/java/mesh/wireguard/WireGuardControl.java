// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import java.io.IOException;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.SortedMap;

import mesh.key.PublicKey;
import mesh.net.InterfaceName;
import mesh.net.Keepalive;
import mesh.net.TransportAddress;

/**
 * Reads an interface, moves endpoints of its peers and keeps them open. Safe for concurrent use. A call takes milliseconds,
 * on a busy host more: each program that it runs is ended after five seconds.
 */
public interface WireGuardControl {

    /**
     * The way of this system.
     *
     * @throws IOException if its program is not installed
     */
    static WireGuardControl of(InterfaceName name) throws IOException {
        return System.getProperty("os.name").equals("OpenBSD")
                ? new IfconfigProgram(SystemProgram.named("ifconfig"), name, InstantSource.system())
                : new WgProgram(SystemProgram.named("wg"), name);
    }

    /**
     * All peers there are.
     *
     * @throws IOException if there is no such interface, or it cannot be read
     */
    SortedMap<PublicKey, PeerReading> peers() throws IOException;

    /**
     * How many packets the interface has taken and given; cheap. Where it is what it was, so is all that {@link #peers} tells,
     * but for WireGuard's own packets, which some systems do not count. Empty where the system tells by {@link #peers} only.
     */
    OptionalLong packets();

    /**
     * Sends a peer's packets to {@code endpoint} from now on. The session goes on, and no handshake is begun. Adds no peer.
     *
     * @return false if the interface has no such peer
     * @throws IOException if the endpoint could not be set
     */
    boolean endpoint(PublicKey peer, TransportAddress endpoint) throws IOException;

    /**
     * What is sent to each peer while nothing else is.
     *
     * @throws IOException if there is no such interface, or it cannot be read
     */
    SortedMap<PublicKey, Keepalive> keepalives() throws IOException;

    /**
     * Sends the peer something so often. Where it was off, the first goes at once, and so begins a session if there is
     * none. Adds no peer.
     *
     * @return false if the interface has no such peer
     * @throws IOException if it could not be set
     */
    boolean keepalive(PublicKey peer, Keepalive keepalive) throws IOException;
}
