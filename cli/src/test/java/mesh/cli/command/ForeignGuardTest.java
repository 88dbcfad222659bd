// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;
import java.util.Optional;

import mesh.cli.run.ExitCode;
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
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.HostPlan.Action;
import mesh.plan.Impact;
import mesh.plan.Notice;
import mesh.plan.Plan;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForeignGuardTest {
    private static final Notice EDITED = new Notice(Notice.Kind.FOREIGN, "/etc/x was edited by hand");

    @Test
    void stopsAHostThatWouldLoseWhatAnotherHandMade() {
        assertThatThrownBy(() -> ForeignGuard.check(plan(true, EDITED))).isInstanceOfSatisfying(MeshException.class,
                refusal -> {
                    assertThat(refusal.code()).isEqualTo(ExitCode.STALE);
                    assertThat(refusal.advice()).contains("--overwrite-foreign");
                }).hasMessage("this plan would write over what another hand made:\n  h: /etc/x was edited by hand");
    }

    @Test
    void letsAHostBeThatIsNotChanged() {
        assertThatCode(() -> ForeignGuard.check(plan(false, EDITED))).doesNotThrowAnyException();
    }

    @Test
    void mindsNoOtherNotice() {
        assertThatCode(() -> ForeignGuard.check(plan(true, new Notice(Notice.Kind.SSH_PATH, "by wg0"))))
                .doesNotThrowAnyException();
    }

    private static Plan plan(boolean changes, Notice notice) {
        InterfaceName name = new InterfaceName("wg0");
        Reach reach = new Reach(OperatingSystem.LINUX, Format.WG_QUICK, name,
                new SshSettings(NetworkHost.parse("192.0.2.4"), new Port(22), new UserName("root"), Become.NONE,
                        Optional.empty(), List.of()),
                false);
        HostPlan host = new HostPlan(new NodeName("h"), reach, changes ? Action.UPDATE : Action.NONE,
                changes ? List.of(new Change.InterfaceUp(name)) : List.of(), Impact.NONE, "", Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(notice));
        return new Plan(new MeshName("m"), "live", List.of(host), List.of());
    }
}
