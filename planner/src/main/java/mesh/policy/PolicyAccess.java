// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import mesh.name.NodeName;
import mesh.net.Cidr;

/** Who reaches whom by a policy. */
public final class PolicyAccess implements Access {
    private final PolicyEvaluator evaluator;
    private final SortedSet<NodeName> members;
    private final SortedMap<Cidr, NodeName> networks;
    private final boolean internet;
    private final Map<NodeName, NodeName> names;
    private final Set<Party> present;

    private PolicyAccess(PolicyEvaluator evaluator, SortedSet<NodeName> members, SortedMap<Cidr, NodeName> networks,
            boolean internet, Map<NodeName, NodeName> names) {
        this.evaluator = evaluator;
        this.members = members;
        this.networks = networks;
        this.internet = internet;
        this.names = names;
        this.present = new HashSet<>(parties());
    }

    /**
     * @param members hosts and devices
     * @param networks behind the mesh, each with the node it is behind
     * @param internet whether somebody is a way to it
     */
    public static PolicyAccess of(Policy policy, SortedSet<NodeName> members, SortedMap<Cidr, NodeName> networks,
            boolean internet) {
        return new PolicyAccess(new PolicyEvaluator(policy), new TreeSet<>(members), new TreeMap<>(networks), internet,
                Map.of());
    }

    /** The same, called by later names. */
    public PolicyAccess renamed(Map<NodeName, NodeName> formerByLater) {
        SortedSet<NodeName> later = new TreeSet<>(members);
        later.removeAll(formerByLater.values());
        formerByLater.forEach((name, former) -> {
            if (members.contains(former)) {
                later.add(name);
            }
        });
        return new PolicyAccess(evaluator, later, networks, internet, formerByLater);
    }

    @Override
    public List<Party> parties() {
        List<Party> all = new ArrayList<>();
        members.stream().map(Party.Member::new).forEach(all::add);
        networks.keySet().stream().flatMap(network -> evaluator.parts(network).stream()).distinct().forEach(all::add);
        if (internet) {
            all.add(new Party.Internet());
        }
        return all;
    }

    @Override
    public Traffic allowed(Party from, Party to) {
        return isThere(from) && isThere(to) && !isOwn(from, to) && !isOwn(to, from)
                ? evaluator.allowed(former(from), former(to))
                : Traffic.NONE;
    }

    private boolean isThere(Party party) {
        return present.contains(party) || party instanceof Party.Behind behind
                && networks.keySet().stream().anyMatch(network -> network.contains(behind.network()));
    }

    /** A host reaches what is behind it without the mesh. */
    private boolean isOwn(Party one, Party other) {
        return one instanceof Party.Member member && other instanceof Party.Behind behind
                && networks.entrySet().stream().anyMatch(
                        entry -> entry.getValue().equals(member.name()) && entry.getKey().contains(behind.network()));
    }

    private Party former(Party party) {
        return party instanceof Party.Member member && names.containsKey(member.name())
                ? new Party.Member(names.get(member.name()))
                : party;
    }
}
