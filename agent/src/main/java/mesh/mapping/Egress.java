// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.util.Optional;

/** The interface through which the world comes, for {@link mesh.probe.ProbeSettings}. */
public final class Egress {
    private Egress() {}

    /** That of the default IPv4 route on OpenBSD; empty without one, and on systems that need not know. */
    public static Optional<String> find() {
        if (!System.getProperty("os.name").equals("OpenBSD")) {
            return Optional.empty();
        }
        try {
            return OpenBsdNetwork.egress();
        } catch (IOException noRoute) {
            return Optional.empty();
        }
    }
}
