// SPDX-License-Identifier: Apache-2.0
package mesh.files;

import java.util.List;

import mesh.net.InterfaceName;

/**
 * Where mesh keeps its own things on every host: one directory an interface.
 *
 * @param interfaceName whose directory it is
 */
public record HostLayout(InterfaceName interfaceName) {

    /** 0700 root; holds all the others. */
    public HostPath directory() {
        return new HostPath("/etc/mesh/" + interfaceName);
    }

    /** What was applied last; see {@code mesh.live.Manifest}. */
    public HostPath manifest() {
        return new HostPath(directory() + "/manifest");
    }

    /** The interface's private key. */
    public HostPath privateKey() {
        return new HostPath(directory() + "/private.key");
    }

    /** The key that the host made and will switch to. */
    public HostPath nextKey() {
        return new HostPath(directory() + "/next.key");
    }

    /** The preshared key for one entry of a peer, as {@code mesh.desired.DesiredPeer#label()} names it. */
    public HostPath presharedKey(String label) {
        return new HostPath(directory() + "/psk/" + label);
    }

    /** The script that makes what a host needs besides its interface, and takes it away. */
    public HostPath ground() {
        return new HostPath(directory() + "/ground");
    }

    /** The rules of nftables that the script loads. */
    public HostPath nftables() {
        return new HostPath(directory() + "/firewall.nft");
    }

    /** The rules of pf that the script loads. */
    public HostPath pf() {
        return new HostPath(directory() + "/pf.conf");
    }

    /** The block of names that the script puts into {@code /etc/hosts}. */
    public HostPath names() {
        return new HostPath(directory() + "/hosts");
    }

    /** The program that waits for the first answer through the mesh. */
    public HostPath online() {
        return new HostPath(directory() + "/online");
    }

    /** The program that moves routes to a peer that is alive. */
    public HostPath watch() {
        return new HostPath(directory() + "/watch");
    }

    /** What init runs that program by, as the script installs it. */
    public HostPath watchService() {
        return new HostPath(directory() + "/watch.service");
    }

    /** What the relay is told. */
    public HostPath relayConfig() {
        return new HostPath(directory() + "/relay.json");
    }

    /** Who may use the relay; it reads the list again without dropping a connection. */
    public HostPath relayClients() {
        return new HostPath(directory() + "/relay.clients");
    }

    /** What init runs the relay by, as the script installs it. */
    public HostPath relayService() {
        return new HostPath(directory() + "/relay.service");
    }

    /** Where the relay finds its files: a directory that it may enter. */
    public HostPath relayHome() {
        return new HostPath("/etc/mesh/relay-" + interfaceName);
    }

    /** What the agent is told. */
    public HostPath agentConfig() {
        return new HostPath(directory() + "/agent.json");
    }

    /** What init runs the agent by, as the script installs it. */
    public HostPath agentService() {
        return new HostPath(directory() + "/agent.service");
    }

    /** The agent's private key, by which relays and other agents know it. */
    public HostPath agentKey() {
        return new HostPath(directory() + "/agent.key");
    }

    /**
     * The host's certificate. Its key stands beside it and was made there. Both are outside of {@link #directory()}, which
     * is root's alone, so that a group may read them.
     */
    public HostPath certificate() {
        return new HostPath(directory() + ".tls/cert.pem");
    }

    /** The certificates of the authorities that the host's system trusts. */
    public HostPath authorities() {
        return new HostPath(directory() + ".tls/ca.pem");
    }

    /** All files that the script reads, itself first. */
    public List<HostPath> groundFiles() {
        return List.of(ground(), nftables(), pf(), names(), relayConfig(), relayClients(), relayService(),
                certificate(), authorities(), online(), watch(), watchService(), agentConfig(), agentService());
    }

    /** Where files wait, under their absolute paths, before they are switched in. */
    public HostPath stage() {
        return new HostPath(directory() + "/stage");
    }
}
