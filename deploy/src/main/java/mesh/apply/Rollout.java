// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.ArrayList;
import java.util.List;

import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.HostPlan.Action;

/**
 * In which order hosts are changed, and when the run gives up.
 *
 * @param canaries hosts that go first, alone; 0 for none
 * @param batch hosts that are begun together; 0 for all
 * @param maxFailures failed hosts after which no other is begun, from 0: the first one stops the run
 */
public record Rollout(int canaries, int batch, int maxFailures) {
    private static final int LAST_WAVE = 2;

    public Rollout {
        if (canaries < 0 || batch < 0 || maxFailures < 0) {
            throw new IllegalArgumentException("canaries, batch and failures are counted from 0");
        }
    }

    /**
     * Batches, each of which is begun when the one before has ended. Across the whole mesh what adds comes before what
     * removes: first the hosts that lose nothing, then those that do, then those that leave.
     *
     * @param hosts with something to do
     */
    List<List<HostPlan>> batches(List<HostPlan> hosts) {
        List<List<HostPlan>> batches = new ArrayList<>();
        int first = canaries;
        for (int wave = 0; wave <= LAST_WAVE; wave++) {
            int current = wave;
            List<HostPlan> members = hosts.stream().filter(host -> wave(host) == current).toList();
            int from = Math.min(first, members.size());
            if (from > 0) {
                batches.add(members.subList(0, from));
                first = 0;
            }
            int size = batch == 0 ? Math.max(members.size(), 1) : batch;
            for (; from < members.size(); from += size) {
                batches.add(members.subList(from, Math.min(from + size, members.size())));
            }
        }
        return batches;
    }

    private static int wave(HostPlan host) {
        if (host.action() == Action.REMOVE) {
            return LAST_WAVE;
        }
        return host.changes().stream().anyMatch(Rollout::takesAway) ? 1 : 0;
    }

    private static boolean takesAway(Change change) {
        return switch (change) {
            case Change.InterfaceRemove c -> true;
            case Change.PeerRemove c -> true;
            case Change.PeerUpdate c -> !c.allowedIpsRemoved().isEmpty();
            case Change.AddressRemove c -> true;
            case Change.RouteRemove c -> true;
            case Change.InterfaceCreate c -> false;
            case Change.InterfaceUp c -> false;
            case Change.ServiceEnable c -> false;
            case Change.ServiceStart c -> false;
            case Change.KeyBirth c -> true;
            case Change.KeyKeep c -> false;
            case Change.CertificateIssue c -> false;
            case Change.KeyReplace c -> true;
            case Change.PortChange c -> false;
            case Change.MtuChange c -> false;
            case Change.AddressAdd c -> false;
            case Change.PeerAdd c -> false;
            case Change.RouteAdd c -> false;
            case Change.Ground c -> false;
            case Change.FileWrite c -> false;
            case Change.FileTakeOver c -> false;
            case Change.FileRemove c -> false;
        };
    }
}
