// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.IpAddress;

/**
 * A phone or laptop: a peer that gets a file and is never reached over SSH. It has no endpoint and calls first.
 *
 * @param name unique among all nodes
 * @param publicKey the device's own key
 * @param owner free text for people, printable, at most 63 bytes
 * @param pinnedAddresses one of a family at the most
 * @param tags sorted
 */
public record Device(NodeName name, PublicKey publicKey, Optional<String> owner, List<IpAddress> pinnedAddresses,
        SortedSet<Tag> tags) implements Node {

    public Device {
        pinnedAddresses = List.copyOf(pinnedAddresses);
    }
}
