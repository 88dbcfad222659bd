// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.model.OperatingSystem;

/**
 * What a host was found to have of which mesh knew nothing.
 *
 * @param name what it calls itself; any text
 * @param os its system
 * @param interfaces of WireGuard that run; any texts
 * @param iface the one that was looked at; absent where none runs
 * @param texts that interface's files by path, without private and preshared keys
 * @param managed true where mesh set the interface up
 */
public record HostSurvey(String name, OperatingSystem os, List<String> interfaces, Optional<LiveInterface> iface,
        SortedMap<String, String> texts, boolean managed) {

    public HostSurvey {
        interfaces = List.copyOf(interfaces);
        texts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    }
}
