// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

import mesh.name.NodeName;
import mesh.net.Cidr;

/**
 * One side of a rule.
 *
 * @param everybody all hosts and devices and all networks behind the mesh, but not the internet
 * @param members hosts and devices
 * @param networks behind the mesh; what lies in one of them is meant too
 * @param internet public addresses
 */
public record Parties(boolean everybody, SortedSet<NodeName> members, SortedSet<Cidr> networks, boolean internet) {
    public static final Parties NOBODY = new Parties(false, new TreeSet<>(), new TreeSet<>(), false);
    public static final Parties EVERYBODY = new Parties(true, new TreeSet<>(), new TreeSet<>(), false);
    public static final Parties INTERNET = new Parties(false, new TreeSet<>(), new TreeSet<>(), true);

    public Parties {
        members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
        networks = Collections.unmodifiableSortedSet(new TreeSet<>(networks));
    }

    /** Both together. */
    public Parties plus(Parties other) {
        SortedSet<NodeName> allMembers = new TreeSet<>(members);
        allMembers.addAll(other.members);
        SortedSet<Cidr> allNetworks = new TreeSet<>(networks);
        allNetworks.addAll(other.networks);
        return new Parties(everybody || other.everybody, allMembers, allNetworks, internet || other.internet);
    }

    /** Whether all of {@code party} is meant. */
    public boolean include(Party party) {
        return switch (party) {
            case Party.Member member -> everybody || members.contains(member.name());
            case Party.Behind behind ->
                everybody || networks.stream().anyMatch(network -> network.contains(behind.network()));
            case Party.Internet anywhere -> internet;
        };
    }
}
