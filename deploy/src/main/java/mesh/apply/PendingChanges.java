// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.List;
import java.util.function.Predicate;

import mesh.apply.FleetLeases.Answer;
import mesh.live.LiveHost;
import mesh.name.NodeName;
import mesh.plan.HostPlan;

/**
 * Changes that a run left unconfirmed when it was killed. Where its process is certainly gone, nobody has to wait for the
 * window to end: the host undoes the change at once.
 */
public final class PendingChanges {
    private final FleetLeases leases;
    private final Predicate<String> isGone;

    /** @param isGone whether a process that wrote such a text into its lease is certainly gone */
    public PendingChanges(FleetLeases leases, Predicate<String> isGone) {
        this.leases = leases;
        this.isGone = isGone;
    }

    /**
     * Has them undone. A change whose run may live is left alone.
     *
     * @param hosts as they were read
     * @return those that have to be read again
     */
    public List<NodeName> undo(List<HostPlan> hosts) throws InterruptedException {
        List<FleetLeases.Request> changing = hosts.stream()
                .filter(host -> host.live().filter(LiveHost::changing).isPresent())
                .map(host -> new FleetLeases.Request(host.host(), host.reach())).toList();
        List<Answer.Held> left = leases.show(changing).stream().filter(Answer.Held.class::isInstance)
                .map(Answer.Held.class::cast).filter(held -> held.told().unconfirmed())
                .filter(held -> held.told().over() || isGone.test(held.told().lease().process())).toList();
        return leases.end(left).stream().filter(Answer.Ended.class::isInstance).map(Answer::host).toList();
    }
}
