// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;

import mesh.host.Samples;
import mesh.live.LiveHost;
import mesh.model.SshSettings.Become;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.InterfaceName;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.HostPlan.Action;
import mesh.plan.Impact;

import org.junit.jupiter.api.Test;

class RolloutTest {
    private static final Change ADDS = new Change.RouteAdd(Cidr.parse("192.168.1.0/24"));
    private static final Change REMOVES = new Change.PeerRemove(Optional.empty(), Samples.ONE);

    private static HostPlan host(int number, Action action, Change change) {
        ReadRequest request = FleetReaderTest.request(number, Become.NONE);
        return new HostPlan(request.host(), request.reach(), action, List.of(change), Impact.NONE, "",
                Optional.empty(), Optional.empty(), Optional.of(LiveHost.bare(request.host())));
    }

    private static HostPlan adding(int number) {
        return host(number, Action.UPDATE, ADDS);
    }

    private static List<List<String>> names(Rollout rollout, HostPlan... hosts) {
        return rollout.batches(List.of(hosts)).stream()
                .map(batch -> batch.stream().map(HostPlan::host).map(NodeName::text).toList()).toList();
    }

    @Test
    void whatAddsComesBeforeWhatRemovesAndWhoLeavesIsLast() {
        HostPlan leaving = host(1, Action.REMOVE, new Change.InterfaceRemove(new InterfaceName("wg0")));
        assertThat(names(new Rollout(0, 0, 0), leaving, host(2, Action.UPDATE, REMOVES), adding(3),
                host(4, Action.UPDATE, REMOVES), adding(5)))
                .containsExactly(List.of("h3", "h5"), List.of("h2", "h4"), List.of("h1"));
    }

    @Test
    void canariesGoAloneAndOnce() {
        assertThat(names(new Rollout(1, 0, 0), adding(1), adding(2), adding(3), host(4, Action.UPDATE, REMOVES)))
                .containsExactly(List.of("h1"), List.of("h2", "h3"), List.of("h4"));
        assertThat(names(new Rollout(5, 0, 0), adding(1), adding(2))).containsExactly(List.of("h1", "h2"));
    }

    @Test
    void batchesHaveTheirSize() {
        assertThat(names(new Rollout(1, 2, 0), adding(1), adding(2), adding(3), adding(4)))
                .containsExactly(List.of("h1"), List.of("h2", "h3"), List.of("h4"));
    }

    @Test
    void nothingIsCountedBelowZero() {
        assertThatThrownBy(() -> new Rollout(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rollout(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rollout(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
