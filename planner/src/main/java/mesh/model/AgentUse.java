// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Locale;

/** Whether a host runs an agent, which finds a way to peers that neither side can call. */
public enum AgentUse {
    /** Where a pair of the host has no other path. */
    AUTO,
    /** For all peers of the host that may run one. */
    ALWAYS,
    /** Not at all. */
    NEVER;

    /** As the spec writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
