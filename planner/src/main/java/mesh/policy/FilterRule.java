// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.List;

import mesh.net.Cidr;

/**
 * Packets that a host lets begin a connection.
 *
 * @param fromAnybody true: whoever the mesh lets send, {@code from} is empty then
 * @param from sorted; their sources
 * @param to sorted; their destinations
 * @param toInternet true: to public addresses as well
 * @param traffic what they are, never nothing
 */
public record FilterRule(boolean fromAnybody, List<Cidr> from, List<Cidr> to, boolean toInternet, Traffic traffic) {
    public FilterRule {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }
}
