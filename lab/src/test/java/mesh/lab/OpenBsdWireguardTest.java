// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tunnel between both kinds of hosts, configured by hand on each side. */
@ExtendWith(LabRequired.class)
class OpenBsdWireguardTest {

    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.named("tunnel").linux("linux").openBsd("obsd").start();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void linuxAndOpenBsdPingThroughATunnelOverBothFamiliesAndAfterAReboot() {
        LabHost linux = lab.host("linux");
        LabHost obsd = lab.host("obsd");
        String linuxKey = linux.run("wg genkey | tee /etc/wireguard/key | wg pubkey").orThrow().strip();
        obsd.run("umask 077; mkdir -p /etc/mesh/wg0 && openssl rand -base64 32 >/etc/mesh/wg0/private.key").orThrow();
        obsd.put("/etc/hostname.wg0", "0640", """
                wgkey $(cat /etc/mesh/wg0/private.key)
                wgport 51820
                wgpeer %s wgdescr "linux" wgendpoint %s 51820 wgaip 10.9.0.1/32 wgaip fd00:9::1/128
                inet 10.9.0.2/24
                inet6 fd00:9::2/64
                up
                """.formatted(linuxKey, linux.address()));
        obsd.run("sh /etc/netstart wg0").orThrow();
        String obsdKey = obsd.run("ifconfig wg0 | awk '$1 == \"wgpubkey\" { print $2 }'").orThrow().strip();
        linux.put("/etc/wireguard/wg0.conf", "0600", """
                [Interface]
                Address = 10.9.0.1/24, fd00:9::1/64
                ListenPort = 51820
                PostUp = wg set %%i private-key /etc/wireguard/key
                [Peer]
                PublicKey = %s
                AllowedIPs = 10.9.0.2/32, fd00:9::2/128
                Endpoint = %s:51820
                """.formatted(obsdKey, obsd.address()));
        linux.run("wg-quick up wg0").orThrow();

        assertThat(linux.run("ping -c1 -W3 10.9.0.2")).matches(LabResult::ok);
        assertThat(linux.run("ping -c1 -W3 fd00:9::2")).matches(LabResult::ok);
        assertThat(obsd.run("ping -c 1 -w 3 10.9.0.1")).matches(LabResult::ok);
        assertThat(obsd.run("ifconfig wg0").out()).contains("\t\tlast handshake: ").contains("wgdescr: linux");

        obsd.reboot();
        assertThat(obsd.run("ping -c 1 -w 5 10.9.0.1")).matches(LabResult::ok);
        assertThat(obsd.run("ping6 -c 1 -w 3 fd00:9::1")).matches(LabResult::ok);
    }
}
