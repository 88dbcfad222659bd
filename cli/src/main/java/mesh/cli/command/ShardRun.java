// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.apply.FleetLeases;
import mesh.apply.FleetLeases.Answer;
import mesh.cli.flow.Intent;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.files.Digests;
import mesh.name.NodeName;
import mesh.plan.PlanDocument.Host;
import mesh.plan.PlanJson;
import mesh.plan.Shard;
import mesh.plan.ShardOrder;

/**
 * One shard of a plan that was saved once for all of them. Shards have no host in common, so their leases never meet; that
 * they are of one run is told by the plan, whose digest stands in each lease.
 *
 * @param shard which one
 * @param whole the plan of all shards
 */
record ShardRun(Shard shard, SavedPlan whole) {
    private static final int DIGEST_CHARS = 12;

    /** @throws MeshException without a plan that was made for all shards */
    static ShardRun of(Shard shard, Optional<SavedPlan> whole) {
        return new ShardRun(shard, whole.orElseThrow(() -> new MeshException(ExitCode.USAGE,
                "--shard applies a part of a plan that was made once for all shards",
                "Save it with 'mesh plan --out plan.json', and apply 'plan.json --shard " + shard + "'.")));
    }

    /** The hosts of this shard, without those that leave the mesh. */
    SavedPlan part() {
        return new SavedPlan(whole.name(), whole.document().part(host -> !ShardOrder.leaves(host) && isMine(host)));
    }

    private boolean isMine(Host host) {
        return shard.holds(new NodeName(host.name()));
    }

    /** @throws MeshException where shards cannot be applied each by itself, or this one would have to write the lock */
    void refuse(Intent intent, String lockName) {
        new ShardOrder(whole.document(), shard.count()).refusal().ifPresent(why -> {
            throw MeshException.error("this plan cannot be applied in shards: " + why.reason(),
                    "Nothing was written. " + why.advice());
        });
        if (intent.lockOutOfDate()) {
            throw MeshException.error(lockName + " is out of date, and a shard does not write it",
                    "Nothing was written. Run 'mesh lock', commit the lock, and plan again.");
        }
    }

    /** Says which hosts are left for a run without {@code --shard}. */
    void tellLeaving(Console console) {
        List<String> leaving = whole.document().hosts().stream().filter(ShardOrder::leaves).map(Host::name).toList();
        if (!leaving.isEmpty()) {
            console.note(String.join(", ", leaving) + (leaving.size() == 1 ? " leaves" : " leave")
                    + " the mesh and is in no shard. When all shards are through, run 'mesh apply' once.");
        }
    }

    /** Hosts of other shards that the plan changes. */
    private List<FleetLeases.Request> others(Intent intent) {
        List<String> names = whole.document().hosts().stream().filter(host -> !host.changes().isEmpty())
                .filter(host -> !ShardOrder.leaves(host) && !isMine(host)).map(Host::name).toList();
        return intent.desired().hosts().stream().filter(host -> names.contains(host.name().text()))
                .map(host -> new FleetLeases.Request(host.name(), host.reach())).toList();
    }

    /**
     * Looks for runs of somebody else among the hosts of other shards. One that cannot be reached from here is its own
     * shard's affair.
     *
     * @throws MeshException with exit code 6 where there is one
     */
    void refuseForeignRuns(FleetLeases leases, Intent intent) throws InterruptedException {
        List<Answer.Held> foreign = leases.show(others(intent)).stream().filter(Answer.Held.class::isInstance)
                .map(Answer.Held.class::cast)
                .filter(held -> !held.told().over() && !held.told().lease().command().endsWith(plan())).toList();
        if (!foreign.isEmpty()) {
            throw new MeshException(ExitCode.LOCKED,
                    foreign.stream().map(ShardRun::holder).collect(Collectors.joining("; ")),
                    "Nothing was written: all shards of this plan wait for that run. 'mesh unlock' ends its leases.");
        }
    }

    private static String holder(Answer.Held held) {
        return held.told().lease().by() + " holds the lease of " + held.host() + " for '"
                + held.told().lease().command() + "'";
    }

    /** What leases say this run is for. */
    String command() {
        return "mesh apply --shard " + shard + plan();
    }

    private String plan() {
        return " of plan " + Digests.sha256(PlanJson.write(whole.document())).substring(0, DIGEST_CHARS);
    }
}
