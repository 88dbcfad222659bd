// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;

import mesh.name.UserName;
import mesh.net.NetworkHost;
import mesh.net.Port;

/**
 * How a host is reached and how its commands get root.
 *
 * @param host where sshd listens
 * @param port TCP port of sshd
 * @param user login name
 * @param become how the login gets root; {@link Become#NONE} for root itself
 * @param jump another sshd to go through
 * @param identityFiles private key files as the spec wrote them, {@code ~/} allowed; empty: agent and default files
 */
public record SshSettings(NetworkHost host, Port port, UserName user, Become become, Optional<Jump> jump,
        List<String> identityFiles) {

    public SshSettings {
        identityFiles = List.copyOf(identityFiles);
    }

    /** How a login gets root without a prompt. */
    public enum Become {
        NONE("none"), DOAS("doas"), SUDO("sudo");

        private final String text;

        Become(String text) {
            this.text = text;
        }

        /** How specs and locks write it. */
        public String text() {
            return text;
        }
    }

    /**
     * A host whose sshd forwards the connection.
     *
     * @param host where its sshd listens
     * @param port its TCP port
     * @param user its login name
     */
    public record Jump(NetworkHost host, Port port, UserName user) {}
}
