// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a host runs at boot, by the rules of each system. */
@ExtendWith(LabRequired.class)
class BootHooksTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void theRunlevelBootComesBeforeTheRunlevelDefault() {
        try (Lab lab = Lab.named("boot").linux("a").start()) {
            LabHost host = lab.host("a");
            for (String service : new String[]{"a-later", "z-early"}) {
                host.put("/etc/init.d/" + service, "0755",
                        "#!/bin/sh\necho " + service + " $1 $(pgrep -c sshd) >>/root/booted\n");
            }
            host.run("rc-update add a-later default && rc-update add z-early boot").orThrow();
            assertThat(host.run("rc-update show").orThrow()).isEqualTo("z-early\na-later\n");
            host.reboot();
            assertThat(host.run("cat /root/booted").orThrow()).isEqualTo("z-early start 0\na-later start 0\n");
            host.run("rc-update del z-early boot; rc-update del a-later").orThrow();
            assertThat(host.run("rc-update show; rc-update add a-later single").out()).isEmpty();
        }
    }

    @Test
    void aServiceOfFunctionsIsRunByOpenRcsInterpreter() {
        try (Lab lab = Lab.named("openrc").linux("a").start()) {
            LabHost host = lab.host("a");
            host.put("/etc/init.d/hook", "0755", """
                    #!/sbin/openrc-run
                    description="says that it ran"
                    start() {
                        echo "$RC_SVCNAME" >>/root/ran
                    }
                    """);
            host.run("rc-update add hook default").orThrow();
            host.reboot();
            assertThat(host.run("cat /root/ran").orThrow()).isEqualTo("hook\n");
            assertThat(host.run("rc-service hook stop").err()).contains("knows no stop");
        }
    }

    @Test
    void rcFirsttimeRunsOnceAfterTheNetworkWithoutItsFile() {
        try (Lab lab = Lab.named("firsttime").openBsd("a").start()) {
            LabHost host = lab.host("a");
            host.put("/etc/rc.firsttime", "0600",
                    "ls /etc/rc.firsttime* >>/root/ran; ifconfig vio0 | grep -c 'inet ' >>/root/ran\necho said\n");
            host.reboot();
            Keeper.await("end of rc.firsttime", SOON,
                    () -> host.run("test ! -e /etc/rc.firsttime.run -a ! -e /etc/rc.firsttime").ok());
            assertThat(host.run("cat /root/ran").orThrow()).isEqualTo("/etc/rc.firsttime.run\n1\n");
            assertThat(host.consoleText()).contains("said");
            host.reboot();
            assertThat(host.run("cat /root/ran").orThrow()).isEqualTo("/etc/rc.firsttime.run\n1\n");
        }
    }
}
