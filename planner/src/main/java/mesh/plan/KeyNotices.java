// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.desired.DesiredMesh;
import mesh.live.HostReading;
import mesh.lock.DueKeys;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.KeyPolicy;
import mesh.name.NodeName;

/** What a plan says about the age of keys and about keys that are being replaced. None of it is a change. Pure. */
public final class KeyNotices {
    private final KeyPolicy policy;
    private final Lockfile lock;
    private final Map<NodeName, LocalDate> due;

    /** @param today in UTC */
    public KeyNotices(KeyPolicy policy, Lockfile lock, LocalDate today) {
        this.policy = policy;
        this.lock = lock;
        this.due = DueKeys.of(lock, policy, today);
    }

    /** {@code plan} with what is due. */
    public Plan due(Plan plan) {
        return with(plan, plan.hosts().stream().map(host -> host.with(due(host.host()))).toList());
    }

    /** {@code plan} with what is due and how far the replacement of keys has come. */
    public Plan all(Plan plan, DesiredMesh desired, Collection<HostReading> readings) {
        RotationProgress progress = new RotationProgress(desired, lock, readings);
        return with(plan, plan.hosts().stream().map(host -> host.with(all(host.host(), progress))).toList());
    }

    /** What there is to say of one host's key, and how far its replacement has come. */
    public List<Notice> all(NodeName host, RotationProgress progress) {
        return Stream.concat(rotation(host, progress).stream(), due(host).stream()).toList();
    }

    /** What there is to say of one host's key. */
    public List<Notice> due(NodeName host) {
        return Optional.ofNullable(due.get(host)).stream().map(since -> new Notice(Notice.Kind.KEY_DUE,
                "its key is of " + since + " and due for rotation (rotate-after: "
                        + policy.rotateAfterDays().orElse(0) + "d): run 'mesh rotate " + host + "'"))
                .toList();
    }

    private List<Notice> rotation(NodeName host, RotationProgress progress) {
        Optional<LockedKey> key = lock.node(host).flatMap(LockedNode::key).filter(LockedKey::rotates);
        if (key.isEmpty()) {
            return List.of();
        }
        int peers = progress.peersOf(host).size();
        List<Notice> notices = new ArrayList<>();
        key.get().next().ifPresent(next -> notices.add(notice("its next key is known by "
                + progress.knowingNext(host).size() + " of " + peers(peers) + ", it uses the old one", host)));
        key.get().former().ifPresent(former -> notices.add(notice("its former key is still known by "
                + progress.knowingFormer(host).size() + " of " + peers(peers) + ", it uses the new one", host)));
        return notices;
    }

    private static Notice notice(String state, NodeName host) {
        return new Notice(Notice.Kind.ROTATION, state + "; 'mesh rotate " + host + "' goes on");
    }

    private static String peers(int number) {
        return number == 1 ? "1 peer" : number + " peers";
    }

    private static Plan with(Plan plan, List<HostPlan> hosts) {
        return plan.withHosts(hosts);
    }
}
