// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.cli.run.MeshException;
import mesh.lock.Reach;
import mesh.model.Format;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;
import mesh.model.SshSettings.Become;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.name.UserName;
import mesh.net.InterfaceName;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.plan.HostPlan;
import mesh.plan.HostPlan.Action;
import mesh.plan.Impact;
import mesh.plan.Plan;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RemovalGuardTest {
    @Test
    void letsAThirdGo() {
        assertThatCode(() -> RemovalGuard.check(plan(1, 2))).doesNotThrowAnyException();
    }

    @Test
    void stopsMoreThanAThird() {
        assertThatThrownBy(() -> RemovalGuard.check(plan(2, 3))).isInstanceOfSatisfying(MeshException.class,
                refusal -> assertThat(refusal.advice()).contains("--allow-destroy"))
                .hasMessage("this plan removes 2 of 5 hosts");
    }

    @Test
    void stopsTheRemovalOfAProtectedHost() {
        Reach guarded = new Reach(REACH.os(), REACH.format(), REACH.interfaceName(), REACH.ssh(), true);

        assertThatThrownBy(() -> RemovalGuard.check(plan(1, 9, guarded))).isInstanceOf(MeshException.class)
                .hasMessage("this plan removes or recreates protected hosts: h0");
    }

    private static Plan plan(int removed, int staying) {
        return plan(removed, staying, REACH);
    }

    private static Plan plan(int removed, int staying, Reach leaving) {
        List<HostPlan> hosts = new ArrayList<>();
        for (int i = 0; i < removed + staying; i++) {
            hosts.add(new HostPlan(new NodeName("h" + i), i < removed ? leaving : REACH,
                    i < removed ? Action.REMOVE : Action.NONE, List.of(),
                    Impact.NONE, "", Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return new Plan(new MeshName("test"), "live", hosts, List.of());
    }

    private static final Reach REACH = new Reach(OperatingSystem.LINUX, Format.WG_QUICK, new InterfaceName("wg0"),
            new SshSettings(NetworkHost.parse("h.example.org"), Port.parse("22"), new UserName("root"), Become.NONE,
                    Optional.empty(), List.of()),
            false);
}
