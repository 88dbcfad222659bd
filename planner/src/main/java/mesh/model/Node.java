// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;

import mesh.name.NodeName;
import mesh.net.IpAddress;

/** Anything that is a peer of somebody. */
public sealed interface Node permits Host, Device, External {
    NodeName name();

    /** Addresses the spec fixes, one of a family at the most; the lock supplies the others. */
    List<IpAddress> pinnedAddresses();
}
