// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.time.Duration;

/**
 * How long a relay waits for others.
 *
 * @param login for TLS and the head of a request, and again for the greeting
 * @param write how long a socket may take nothing while there is something to write
 * @param meshWrite the same for other relays of the mesh
 */
public record Patience(Duration login, Duration write, Duration meshWrite) {
    /** derper's times. */
    public static final Patience DEFAULT = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(2),
            Duration.ofSeconds(30));

    public Patience {
        if (!login.isPositive() || !write.isPositive() || !meshWrite.isPositive()) {
            throw new IllegalArgumentException("a relay that waits for nobody");
        }
    }
}
