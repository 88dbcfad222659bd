// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import mesh.model.SshSettings;
import mesh.net.NetworkHost;
import mesh.net.Port;

/**
 * The name under which {@code known_hosts} keeps an sshd's keys: {@code host}, or {@code [host]:port} when the port is
 * not 22. sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.
 *
 * @param host as the spec wrote it
 * @param port TCP port
 */
public record HostKeyName(NetworkHost host, Port port) {
    private static final int DEFAULT_PORT = 22;

    public static HostKeyName of(SshSettings target) {
        return new HostKeyName(target.host(), target.port());
    }

    public static HostKeyName of(SshSettings.Jump jump) {
        return new HostKeyName(jump.host(), jump.port());
    }

    /** As {@code known_hosts} writes it. */
    @Override
    public String toString() {
        return port.number() == DEFAULT_PORT ? host.toString() : "[" + host + "]:" + port;
    }
}
