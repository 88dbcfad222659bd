// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.List;
import java.util.Optional;

import mesh.name.NodeName;

/**
 * What a host was found to have.
 *
 * @param host its name in the spec
 * @param manifest absent where mesh never applied anything
 * @param files those of the manifest, those that would be written, and the private key, as far as they exist, sorted by
 *        path
 * @param iface absent where the interface does not exist
 * @param services those that bring such an interface up, as far as the host has them
 * @param changing true while a change is on its way there or waits to be confirmed: files and manifest may not agree
 * @param ssh the connection it was read on; absent where the host does not tell
 * @param ground what was set up besides the interface; absent where mesh set nothing up
 */
public record LiveHost(NodeName host, Optional<Manifest> manifest, List<LiveFile> files,
        Optional<LiveInterface> iface, List<LiveService> services, boolean changing, Optional<SshEnds> ssh,
        Optional<LiveGround> ground) {

    public LiveHost {
        files = List.copyOf(files);
        services = List.copyOf(services);
    }

    /** One on which nothing is set up besides the interface. */
    public LiveHost(NodeName host, Optional<Manifest> manifest, List<LiveFile> files, Optional<LiveInterface> iface,
            List<LiveService> services, boolean changing, Optional<SshEnds> ssh) {
        this(host, manifest, files, iface, services, changing, ssh, Optional.empty());
    }

    /** One that nobody is changing, and of whose services nothing is known. */
    public LiveHost(NodeName host, Optional<Manifest> manifest, List<LiveFile> files,
            Optional<LiveInterface> iface) {
        this(host, manifest, files, iface, List.of(), false, Optional.empty());
    }

    /** A host that carries nothing of the mesh. */
    public static LiveHost bare(NodeName host) {
        return new LiveHost(host, Optional.empty(), List.of(), Optional.empty());
    }

    /** The same machine under another name, as after a rename in the spec. */
    public LiveHost named(NodeName name) {
        return new LiveHost(name, manifest, files, iface, services, changing, ssh, ground);
    }
}
