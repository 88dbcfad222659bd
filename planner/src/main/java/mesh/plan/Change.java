// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredPeer;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.key.PublicKey;
import mesh.live.LivePeer;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.Mtu;
import mesh.net.Port;

/** One thing that apply does to one host. */
public sealed interface Change {

    /** The interface does not exist yet. */
    record InterfaceCreate(InterfaceName name) implements Change {}

    /** The interface is there and was set down. */
    record InterfaceUp(InterfaceName name) implements Change {}

    /** The interface runs, and would not come back after a reboot. */
    record ServiceEnable(String unit) implements Change {}

    /** The service of an interface that runs counts as started again, without a restart of the interface. */
    record ServiceStart(String unit) implements Change {}

    /** The host leaves the mesh: interface down, files gone. */
    record InterfaceRemove(InterfaceName name) implements Change {}

    /** The host has no private key; it makes one, and its public key is known after apply. */
    record KeyBirth(InterfaceName name) implements Change {}

    /** The running interface has the key already; the host copies it to where mesh keeps it. Nothing else sees it. */
    record KeyKeep(InterfaceName name, PublicKey publicKey) implements Change {}

    /** The running interface has another key, or none. */
    record KeyReplace(Optional<PublicKey> before, PublicKey after) implements Change {}

    record PortChange(Optional<Port> before, Port after) implements Change {}

    record MtuChange(int beforeBytes, Mtu after) implements Change {}

    record AddressAdd(InterfaceAddress address) implements Change {}

    record AddressRemove(InterfaceAddress address) implements Change {}

    /** @param peer its key may be known after apply only */
    record PeerAdd(DesiredPeer peer) implements Change {}

    /** @param name absent for a key that no node of the mesh has or had */
    record PeerRemove(Optional<NodeName> name, PublicKey publicKey) implements Change {}

    /**
     * A peer keeps its key and session.
     *
     * @param allowedIpsAdded sorted
     * @param allowedIpsRemoved sorted; some may have moved to another peer
     * @param presharedChanged the file, and so the key, changes; takes effect at the next handshake
     */
    record PeerUpdate(DesiredPeer after, LivePeer before, List<Cidr> allowedIpsAdded, List<Cidr> allowedIpsRemoved,
            boolean endpointChanged, boolean keepaliveChanged, boolean presharedChanged) implements Change {}

    /**
     * Something of what the host needs besides its interface.
     *
     * @param kind {@code forwarding}, {@code firewall}, {@code exit}, {@code names}, {@code relay} or {@code ground}, which is
     *        the whole
     * @param symbol {@code +} for what comes, {@code ~} for what becomes another, {@code -} for what goes
     * @param text one line for people
     */
    record Ground(String kind, String symbol, String text) implements Change {}

    /**
     * A certificate is made for the host, and recorded; its bytes are known after apply.
     *
     * @param symbol {@code +} for the first one, {@code ~} for another
     * @param text what it is for, and why
     */
    record CertificateIssue(String symbol, String text) implements Change {}

    record RouteAdd(Cidr destination) implements Change {}

    record RouteRemove(Cidr destination) implements Change {}

    /** @param before absent: the file is new. Both texts absent: a secret, of which nothing is shown. */
    record FileWrite(HostFile file, Optional<String> before, boolean exists) implements Change {}

    /** A file of another owner is written over, with what is known after apply. */
    record FileTakeOver(HostPath path) implements Change {}

    /** @param before its text; absent for secrets */
    record FileRemove(HostPath path, Optional<String> before) implements Change {}
}
