// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import mesh.name.NodeName;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.Host;

/**
 * Tells whether the shards of a plan can be applied by runs that know nothing of each other. They cannot where something
 * has to happen in one shard before something in another:
 *
 * <ul>
 * <li>a key or certificate that is not known yet goes from the host that makes it, over the lock, to all its peers;
 * <li>a rotation goes through the mesh host by host;
 * <li>what adds comes before what takes away, or a route may be gone at one host before the other has it.
 * </ul>
 *
 * Hosts that leave the mesh are in no shard: they go when all others have forgotten them.
 */
public final class ShardOrder {
    private static final Set<String> TAKING = Set.of("interface-remove", "peer-remove", "address-remove",
            "route-remove", "key-replace", "key-birth");

    private final PlanDocument plan;
    private final int count;

    /** @param count of shards */
    public ShardOrder(PlanDocument plan, int count) {
        this.plan = plan;
        this.count = count;
    }

    /**
     * Why not.
     *
     * @param reason one sentence without a final full stop
     * @param advice what to do, one or more sentences
     */
    public record Refusal(String reason, String advice) {}

    /** Absent where each shard can be applied by itself. */
    public Optional<Refusal> refusal() {
        return unknown().or(this::rotation).or(this::order);
    }

    private Optional<Refusal> unknown() {
        List<String> makers = names(host -> host.changes().stream()
                .anyMatch(change -> change.after().equals(ChangeLines.UNKNOWN)));
        return names(host -> host.changes().stream().anyMatch(change -> change.text().contains(ChangeLines.UNKNOWN)))
                .stream().findFirst()
                .map(one -> new Refusal(
                        "keys or certificates of this plan are not made yet, and other shards need them",
                        "Run 'mesh apply" + (makers.isEmpty() ? "" : " --host " + String.join(" --host ", makers))
                                + "', commit the lock, and plan again."));
    }

    private Optional<Refusal> rotation() {
        return names(host -> host.notices().stream()
                .anyMatch(notice -> notice.kind().equals(Notice.Kind.ROTATION.text()))).stream().findFirst()
                .map(host -> new Refusal("the key of " + host + " is being replaced, which goes host by host",
                        "Finish it with 'mesh rotate', and plan again."));
    }

    private Optional<Refusal> order() {
        for (String first : names(host -> !host.changes().isEmpty() && !takesAway(host))) {
            for (String later : names(ShardOrder::takesAway)) {
                if (shard(first) != shard(later)) {
                    return Optional.of(new Refusal(
                            first + " gets something before " + later + " loses something, and they are in shards "
                                    + shard(first) + "/" + count + " and " + shard(later) + "/" + count,
                            "Apply this plan without --shard, or make two changes of it: first what adds, then what "
                                    + "takes away."));
                }
            }
        }
        return Optional.empty();
    }

    private int shard(String host) {
        return Shard.of(new NodeName(host), count);
    }

    /** Of hosts that stay. */
    private List<String> names(Predicate<Host> which) {
        return plan.hosts().stream().filter(host -> !leaves(host)).filter(which).map(Host::name).toList();
    }

    /** True for a host that leaves the mesh. */
    public static boolean leaves(Host host) {
        return host.action().equals("remove");
    }

    private static boolean takesAway(Host host) {
        return host.changes().stream()
                .anyMatch(change -> TAKING.contains(change.kind())
                        || change.kind().equals("peer-update") && loses(change));
    }

    /** A peer that has fewer allowed IPs afterwards. */
    private static boolean loses(ChangeLine change) {
        Set<String> before = new HashSet<>(Arrays.asList(change.before().split(", ")));
        before.removeAll(Arrays.asList(change.after().split(", ")));
        return !before.isEmpty();
    }
}
