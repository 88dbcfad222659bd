// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.name.NodeName;
import mesh.name.ServiceName;
import mesh.name.UserName;

/**
 * TLS for a mesh's names.
 *
 * @param lifetimeDays how long a certificate counts, from 1
 * @param renewBeforeDays how long before its end it is due, from 1 and less than its lifetime
 * @param holders hosts that get a certificate
 */
public record Certificates(int lifetimeDays, int renewBeforeDays, SortedMap<NodeName, Holder> holders) {
    public Certificates {
        holders = Collections.unmodifiableSortedMap(new TreeMap<>(holders));
    }

    /**
     * What there is to say of one host's.
     *
     * @param services names below the domain, without it, sorted
     * @param reload the service that uses it
     * @param group that may read its key, besides root
     */
    public record Holder(List<NodeName> services, Optional<ServiceName> reload, Optional<UserName> group) {
        /** Of a host of which the spec says nothing. */
        public static final Holder PLAIN = new Holder(List.of(), Optional.empty(), Optional.empty());

        public Holder {
            services = services.stream().sorted().toList();
        }
    }
}
