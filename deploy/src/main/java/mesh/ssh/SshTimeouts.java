// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.time.Duration;

/**
 * How long a connection may take to come up.
 *
 * @param connect for the TCP handshake with one address
 * @param login for everything up to a usable session: names, jump host, key exchange, login
 */
public record SshTimeouts(Duration connect, Duration login) {
    /** 10 s to connect, 40 s to be logged in. */
    public static final SshTimeouts DEFAULT = new SshTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(40));
}
