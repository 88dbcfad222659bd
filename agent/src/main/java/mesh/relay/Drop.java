// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.util.Locale;

/** Why a packet was not delivered, by the names that derper's metrics have. */
enum Drop {
    UNKNOWN_DEST, UNKNOWN_DEST_ON_FWD, GONE_DISCONNECTED, QUEUE_HEAD, QUEUE_TAIL, WRITE_ERROR, DUP_CLIENT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
