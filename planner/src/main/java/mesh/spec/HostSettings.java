// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.name.NodeName;
import mesh.name.SiteName;
import mesh.name.Tag;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.OnlineWait;
import mesh.net.Port;

/**
 * What a host may say itself or take from {@code defaults}.
 *
 * @param os {@code openbsd} or {@code linux}
 * @param format {@code hostname.if}, {@code wg-quick} or {@code systemd-networkd}
 * @param ssh how it is reached
 * @param site where it stands
 * @param port its listen port
 * @param mtu of its interface
 * @param keepalive where it must keep a mapping open
 * @param tags those of {@code defaults} and of the host add up
 * @param useExit through which hosts its internet traffic goes, the preferred one first; {@code none} for its own way
 * @param useResolver whether its systemd-resolved asks the mesh's resolver
 * @param waitOnline how long its system waits for the mesh
 * @param agent {@code auto}, {@code always} or {@code never}: whether it runs an agent
 * @param pull where it fetches its changes; {@code none}: nowhere
 * @param pullReport where it puts its reports; {@code none}: nowhere
 */
public record HostSettings(Optional<Located<String>> os, Optional<Located<String>> format, SshSpec ssh,
        Optional<Located<SiteName>> site, Optional<Located<Port>> port, Optional<Located<Mtu>> mtu,
        Optional<Located<Keepalive>> keepalive, List<Located<Tag>> tags, List<Located<NodeName>> useExit,
        Optional<Located<Boolean>> useResolver, Optional<Located<OnlineWait>> waitOnline,
        Optional<Located<String>> agent, Optional<Located<String>> pull,
        Optional<Located<String>> pullReport) {
    /** Where nothing is said. */
    static final HostSettings EMPTY = new HostSettings(Optional.empty(), Optional.empty(), SshSpec.EMPTY,
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public HostSettings {
        tags = List.copyOf(tags);
        useExit = List.copyOf(useExit);
    }
}
