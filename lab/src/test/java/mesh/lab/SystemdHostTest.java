// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabRequired.class)
class SystemdHostTest {

    private static Lab lab;
    private static LabHost host;

    @BeforeAll
    static void start() {
        LabRequired.require(Lab.missingWithSystemd());
        lab = Lab.named("systemd").linux("sd", HostOption.withSystemd()).start();
        host = lab.host("sd");
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            Path cgroup = Cgroups.of(lab.slot(), "sd");
            assertThat(cgroup).exists();
            lab.close();
            assertThat(cgroup.getParent()).doesNotExist();
        }
    }

    @Test
    void runsWithoutFailedUnits() {
        assertThat(host.run("systemctl --failed --no-legend; systemctl is-system-running").out())
                .isEqualTo("running\n");
        assertThat(host.run("networkctl list --no-legend").orThrow()).contains("eth0").contains("unmanaged");
    }

    @Test
    void anEnabledTunnelIsThereAfterAReboot() {
        host.put("/etc/wireguard/wg0.conf", "0600", """
                [Interface]
                PrivateKey = %s
                Address = 10.9.0.1/24
                ListenPort = 51820
                """.formatted(host.run("wg genkey").orThrow().strip()));
        host.run("systemctl enable --now wg-quick@wg0").orThrow();
        host.reboot();
        assertThat(host.run("wg show wg0 listen-port").orThrow()).isEqualTo("51820\n");
        host.run("systemctl disable --now wg-quick@wg0").orThrow();
        assertThat(host.run("wg show wg0").ok()).isFalse();
    }

    @Test
    void ownUnitsRunAtBootInTheirOrder() {
        host.put("/etc/systemd/system/early.service", "0644", """
                [Unit]
                DefaultDependencies=no
                After=local-fs.target
                Before=network-pre.target systemd-networkd.service
                Wants=network-pre.target
                [Service]
                Type=oneshot
                ExecStart=/bin/sh -c 'systemctl is-active systemd-networkd >/root/early; touch /etc/early'
                [Install]
                WantedBy=sysinit.target
                """);
        host.run("systemctl enable early").orThrow();
        host.reboot();
        assertThat(host.run("cat /root/early; ls /etc/early").orThrow()).isEqualTo("inactive\n/etc/early\n");
        host.run("systemctl disable early").orThrow();
    }

    @Test
    void aTransientUnitOutlivesWhoStartedItAndIsHeldAtAStep() {
        try (StepGate gate = host.stopAt("restoring")) {
            host.run(
                    "systemd-run -q --collect --on-active=1 --timer-property=AccuracySec=100ms --unit=dog sh -c 'logger wg0 restoring; echo >/root/dog'")
                    .orThrow();
            gate.awaitReached(Command.DEFAULT_TIMEOUT);
            assertThat(host.run("test -e /root/dog")).matches(r -> !r.ok());
            gate.release();
            Keeper.await("end of the unit", Command.DEFAULT_TIMEOUT, () -> host.run("test -e /root/dog").ok());
        }
    }

    @Test
    void aFullDiskIsFullForItsUnitsToo() {
        host.faults().fillDisk();
        assertThat(host.run("systemd-run -q --wait sh -c 'echo much more than nothing >/etc/full'"))
                .matches(r -> !r.ok());
        host.faults().freeDisk();
        host.reboot();
        assertThat(host.run("echo x >/etc/full")).matches(LabResult::ok);
    }

    @Test
    void networkdConfiguresALinkThatHasAFile() {
        host.run("mkdir -p /run/wireguard && wireguard-go wg7 >/dev/null 2>&1").orThrow();
        host.put("/etc/systemd/network/wg7.network", "0644", """
                [Match]
                Name=wg7
                [Network]
                Address=10.77.0.1/24
                """);
        host.run("networkctl reload && networkctl reconfigure wg7").orThrow();
        Keeper.await("address of wg7", Command.DEFAULT_TIMEOUT,
                () -> host.run("ip -4 -o addr show dev wg7").out().contains("10.77.0.1/24"));
        assertThat(host.run("networkctl status wg7 --no-pager").out()).contains("wg7.network");
    }
}
