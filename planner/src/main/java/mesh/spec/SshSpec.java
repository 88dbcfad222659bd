// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.name.UserName;
import mesh.net.NetworkHost;
import mesh.net.Port;

/**
 * How a host is reached, or what all hosts have in common there.
 *
 * @param host where sshd listens; absent in {@code defaults}
 * @param port TCP port of sshd
 * @param user login name
 * @param become {@code none}, {@code doas} or {@code sudo}
 * @param jump another sshd to go through
 * @param identity private key files
 */
public record SshSpec(Optional<Located<NetworkHost>> host, Optional<Located<Port>> port,
        Optional<Located<UserName>> user, Optional<Located<String>> become, Optional<Located<SshAddress>> jump,
        List<Located<String>> identity) {
    /** Where nothing is said. */
    static final SshSpec EMPTY = new SshSpec(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), List.of());

    public SshSpec {
        identity = List.copyOf(identity);
    }
}
