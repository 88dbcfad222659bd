// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Optional;

import mesh.name.NodeName;

/**
 * How packets pass a host.
 *
 * @param masquerade packets into the networks behind it get its own address there
 * @param useExit the host through which its internet traffic goes; absent: its own way
 */
public record Passage(boolean masquerade, Optional<NodeName> useExit) {
    /** Of a host about which nothing is said. */
    public static final Passage USUAL = new Passage(true, Optional.empty());
}
