// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;

import mesh.spec.Resolver;

/**
 * How nodes find each other by name.
 *
 * @param hostsFile every host has all names in a block of its {@code /etc/hosts}
 * @param resolvers who answers for the domain, in the order of the spec
 */
public record Naming(boolean hostsFile, List<Resolver> resolvers) {
    /** Of a mesh without a domain. */
    public static final Naming NONE = new Naming(false, List.of());

    public Naming {
        resolvers = List.copyOf(resolvers);
    }
}
