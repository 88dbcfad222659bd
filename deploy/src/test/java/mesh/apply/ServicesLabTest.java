// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import mesh.apply.HostOutcome.State;
import mesh.lab.HostOption;
import mesh.lab.Lab;
import mesh.live.LiveHost;
import mesh.live.LiveService;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.Plan;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What starts the interface at boot, as real init systems tell it, and what apply does where somebody keeps it from that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServicesLabTest {
    private static final String RC = "a";
    private static final String OPENBSD = "b";
    private static final String SYSTEMD = "s";

    private Lab lab;
    private LabFleet fleet;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        List<String> missing = Lab.missingWithSystemd();
        if (!"1".equals(System.getenv("LAB_REQUIRED"))) {
            Assumptions.assumeTrue(missing.isEmpty(), () -> "no lab: " + missing);
        }
        lab = Lab.named("services").linux(RC).openBsd(OPENBSD).linux(SYSTEMD, HostOption.withSystemd()).start();
        fleet = new LabFleet(lab);
        fleet.members(List.of(RC, OPENBSD, SYSTEMD));
        assertThat(fleet.apply().outcomes()).extracting(HostOutcome::state).containsOnly(State.APPLIED);
    }

    @AfterAll
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    /** systemd no longer counts the unit as started, and the interface runs on. */
    private static final String FORGOTTEN = "d=/run/systemd/system/wg-quick@wg0.service.d && mkdir -p $d && "
            + "printf '[Service]\\nExecStop=\\nKillMode=none\\n' >$d/x.conf && systemctl daemon-reload && "
            + "systemctl stop wg-quick@wg0 && rm -r $d && systemctl daemon-reload";

    private static HostPlan of(Plan plan, String host) {
        return plan.hosts().stream().filter(one -> one.host().text().equals(host)).findFirst().orElseThrow();
    }

    private static List<LiveService> services(Plan plan, String host) {
        return of(plan, host).live().map(LiveHost::services).orElseThrow();
    }

    @Test
    @Order(1)
    void everyInitSystemTellsWhatStartsAtBoot() throws InterruptedException {
        Plan plan = fleet.plan();
        assertThat(plan.hasChanges()).isFalse();
        assertThat(services(plan, RC)).containsExactly(new LiveService("wg-quick.wg0", true, true));
        assertThat(services(plan, OPENBSD)).isEmpty();
        assertThat(services(plan, SYSTEMD)).contains(new LiveService("wg-quick@wg0.service", true, true),
                new LiveService("systemd-networkd.service", true, true));
    }

    @Test
    @Order(2)
    void whatSomebodySwitchedOffIsSeenAndPutRight() throws InterruptedException {
        lab.host(RC).run("rc-update del wg-quick.wg0").orThrow();
        lab.host(OPENBSD).run("ifconfig wg0 down").orThrow();
        lab.host(SYSTEMD).run("systemctl disable wg-quick@wg0.service").orThrow();
        lab.host(SYSTEMD).run(FORGOTTEN).orThrow();
        String index = lab.host(SYSTEMD).run("cat /sys/class/net/wg0/ifindex").orThrow();
        Plan plan = fleet.plan();
        assertThat(of(plan, RC).changes()).containsExactly(new Change.ServiceEnable("wg-quick.wg0"));
        assertThat(of(plan, OPENBSD).changes()).first().isInstanceOf(Change.InterfaceUp.class);
        assertThat(of(plan, SYSTEMD).changes()).containsExactly(new Change.ServiceEnable("wg-quick@wg0.service"),
                new Change.ServiceStart("wg-quick@wg0.service"));
        assertThat(fleet.apply().outcomes()).extracting(HostOutcome::state).containsOnly(State.APPLIED);
        assertThat(lab.host(SYSTEMD).run("cat /sys/class/net/wg0/ifindex").orThrow()).as("the same interface")
                .isEqualTo(index);
        everyInitSystemTellsWhatStartsAtBoot();
    }
}
