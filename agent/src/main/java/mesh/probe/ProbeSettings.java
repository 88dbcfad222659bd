// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.util.Optional;
import java.util.function.Supplier;

import mesh.net.Port;

/**
 * Whose port is shared, and how.
 *
 * @param port that WireGuard listens on
 * @param mark Linux's mark of our packets (SO_MARK), which policy routing may look at; 0 for none
 * @param egress OpenBSD: the interface through which others come, asked anew for each window; Linux does not ask
 */
public record ProbeSettings(Port port, int mark, Supplier<Optional<String>> egress) {
    /** For Linux. */
    public static ProbeSettings of(Port port, int mark) {
        return new ProbeSettings(port, mark, Optional::empty);
    }
}
