// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.lock.Reach;
import mesh.value.ValueFormatException;

/**
 * What a fresh machine is to become.
 *
 * @param reach its system, its interface, and whom mesh logs in as
 * @param keys that are let in, at least one
 * @param filters true: the host holds a policy or passes packets on, so a Linux one needs nftables
 * @param bearsKey true: its WireGuard key is born there; false under vault custody
 */
public record Preparation(Reach reach, List<LoginKey> keys, boolean filters, boolean bearsKey) {
    /** What sudoers(5) takes for everybody. */
    private static final String EVERYBODY = "ALL";

    /** @throws ValueFormatException if the login's name means something else to sudo */
    public Preparation {
        keys = List.copyOf(keys);
        if (reach.ssh().user().text().equals(EVERYBODY)) {
            throw new ValueFormatException(EVERYBODY, "cannot be the login: sudo takes it for everybody");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a host that lets no key in cannot be logged in to");
        }
    }
}
