// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.name.NodeName;
import mesh.net.IpAddress;

/** How the addresses of one node moved, for people. */
final class AddressNotes {
    private AddressNotes() {}

    static List<String> of(NodeName name, List<IpAddress> before, List<IpAddress> after) {
        String lost = join(before.stream().filter(address -> !after.contains(address)));
        String gained = join(after.stream().filter(address -> !before.contains(address)));
        if (lost.isEmpty() && gained.isEmpty()) {
            return List.of();
        }
        if (lost.isEmpty()) {
            return List.of(name + " gets " + gained);
        }
        return List.of(name + (gained.isEmpty() ? " gives up " + lost : " moves from " + lost + " to " + gained));
    }

    private static String join(Stream<IpAddress> addresses) {
        return addresses.map(IpAddress::toString).collect(Collectors.joining(" and "));
    }
}
