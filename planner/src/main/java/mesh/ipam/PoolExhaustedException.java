// SPDX-License-Identifier: Apache-2.0
package mesh.ipam;

import mesh.name.NodeName;
import mesh.net.Cidr;

/** A range has no free address left. */
public final class PoolExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Cidr range;
    private final transient NodeName node;

    PoolExhaustedException(Cidr range, NodeName node) {
        super(range + " has no free address left for " + node);
        this.range = range;
        this.node = node;
    }

    /** The range that is full. */
    public Cidr range() {
        return range;
    }

    /** The first node that got nothing. */
    public NodeName node() {
        return node;
    }
}
