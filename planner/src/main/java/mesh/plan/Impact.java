// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

/** What a host's users notice, from least to most. */
public enum Impact {
    /** Nothing changes in the running interface. */
    NONE,
    /** Changed in place; sessions go on. */
    IN_PLACE,
    /** Sessions with the peers concerned start anew. */
    SESSIONS_DROP,
    /** The interface goes down and all its sessions with it. */
    INTERFACE_DOWN
}
