// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.IOException;

/** An HTTP server answered the request for an upgrade with something else. */
final class UpgradeRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    UpgradeRefusedException(Upgrade upgrade, int status) {
        super("the relay answers the " + upgrade + " with status " + status);
        this.status = status;
    }

    /** Whether whoever answered took the request for wrong, as proxies do that know no DERP. */
    boolean isTheRequestsFault() {
        return status >= 400 && status < 500;
    }
}
