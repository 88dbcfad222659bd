// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LabRequired.class)
class OpenBsdHostTest {

    private static Lab lab;
    private static LabHost host;

    @BeforeAll
    static void start() {
        lab = Lab.named("openbsd").openBsd("obsd").openBsd("tools", HostOption.withWireguardTools()).start();
        host = lab.host("obsd");
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void showsAnOpenBsdToWhoeverAsks() {
        assertThat(host.run("uname -srm; sysctl -n kern.osrelease; hostname").orThrow())
                .isEqualTo("OpenBSD 7.8 amd64\n7.8\nobsd\n");
    }

    @Test
    void hasNoLinuxCommandOnItsPath() {
        String search = "for c in ip wg wg-quick bash base64 sha256sum systemctl sudo nft curl wget flock python3 perl"
                + " jq ss chattr getent setsid nproc; do command -v $c; done; true";
        assertThat(host.run(search).orThrow()).isEmpty();
        assertThat(ssh("root", search).orThrow()).isEmpty();
        assertThat(ssh("deploy", "doas " + "sh -c '" + search + "'").orThrow()).isEmpty();
    }

    @Test
    void runsDaemonsInTheBackgroundAsTheirUsers() {
        host.put("/etc/rc.d/naps", "0555", """
                #!/bin/ksh
                daemon="/bin/sleep"
                daemon_flags="1000"
                daemon_user="_naps"
                daemon_timeout=5

                . /etc/rc.d/rc.subr

                # The tool underneath has another path.
                pexp="[^ ]*/sleep 1000"
                rc_bg=YES

                rc_pre() {
                \tinstall -d -o _naps -m 0700 /var/run/naps
                }

                rc_post() {
                \trm -rf /var/run/naps
                }

                rc_cmd $1
                """);
        assertThat(host.run("rcctl start naps").ok()).isFalse();
        assertThat(host.run("useradd -d /var/empty -s /sbin/nologin -c naps -L nobodys _naps").ok()).isFalse();
        host.run("useradd -d /var/empty -s /sbin/nologin -c naps -L daemon _naps").orThrow();
        assertThat(host.run("useradd _naps").err()).contains("already a user");
        host.run("rcctl enable naps && rcctl restart naps && rcctl check naps").orThrow();
        assertThat(host.run("ps -axo user,args | grep '[s]leep 1000'; ls -ld /var/run/naps").orThrow())
                .contains("_naps").contains("drwx------");
        host.run("rcctl stop naps").orThrow();
        assertThat(host.run("rcctl check naps").ok()).isFalse();
        assertThat(host.run("ls /var/run/naps").ok()).isFalse();
        assertThat(host.run("pkg_add -I jdk%26").err()).contains("Can't find jdk%26");
    }

    @Test
    void wireguardToolsAreThereOnRequestAndAgreeWithIfconfig() {
        LabHost tools = lab.host("tools");
        String key = tools.run("wg genkey | wg pubkey").orThrow().strip();
        tools.run("ifconfig wg0 create && wg set wg0 peer " + key + " allowed-ips 10.0.0.1/32,fd00::1/128").orThrow();
        assertThat(tools.run("ifconfig wg0").out()).contains("wgpeer " + key, "wgaip 10.0.0.1/32", "wgaip fd00::1/128");
        tools.run("ifconfig wg0 wgpeer " + key + " wgdescr here && wg set wg0 peer " + key + " remove").orThrow();
        assertThat(tools.run("ifconfig wg0").out()).doesNotContain("wgpeer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls --color /", "stat -c %a /", "date -d now", "grep -P a /etc/hosts", "readlink -e /",
            "sed --in-place s/a/b/ /etc/hosts", "cp --parents a b", "head -c 3 /etc/hosts", "chmod --reference=/ /tmp",
            "find / -printf x", "ls /etc -Z", "mktemp --suffix=a", "tail -F /x", "echo a | grep 'a\\|b'",
            "echo a | sed 's/a\\+/b/'", "sort --version", "ps --forest", "install -t /tmp /etc/hosts",
            "mktemp /tmp/aXXX", "basename --suffix=a b", "tar --strip-components=1 -xf a", "sleep --help"})
    void refusesWhatOnlyGnuToolsKnow(String command) {
        assertThat(host.run(command)).matches(r -> !r.ok());
    }

    @Test
    void baseCommandsDoWhatOpenBsdsDo() {
        host.put("/tmp/f", "0640", "b\na\n");
        assertThat(host.run("sha256 -q /tmp/f; sha256 /tmp/f").orThrow()).contains("SHA256 (/tmp/f) = ");
        assertThat(host.run("stat -f '%Lp %Su:%Sg %z' /tmp/f").orThrow()).isEqualTo("640 root:wheel 4\n");
        assertThat(host.run("date -u -r 0 +%Y-%m-%d").orThrow()).isEqualTo("1970-01-01\n");
        assertThat(host.run("install -o root -g wheel -m 0600 /tmp/f /tmp/g && stat -f %Lp /tmp/g && sort /tmp/g")
                .orThrow()).isEqualTo("600\na\nb\n");
        assertThat(host.run("openssl rand -base64 32 | tr -d '\\n' | wc -c | tr -d ' '").orThrow()).isEqualTo("44\n");
        assertThat(host.run("f=$(mktemp -d) && [ -d $f ] && echo x | sed -e s/x/y/ | tee $f/z && rm -rf $f").orThrow())
                .isEqualTo("y\n");
        assertThat(
                host.run("id -u; ls -ld /etc | awk '{print $3, $4}'; printf '%s\\n' a b | xargs -n 1 echo").orThrow())
                .isEqualTo("0\nroot wheel\na\nb\n");
    }

    @Test
    void rootAndDeployLogInAndDeployBecomesRootWithDoas() {
        assertThat(ssh("root", "echo $PATH; ps -axo comm | grep -c sshd").out()).startsWith(OpenBsdRoot.PATH);
        assertThat(ssh("deploy", "id -un; doas -n sh -c 'id -un; id -u'").orThrow())
                .isEqualTo("deploy\nroot\n0\n");
        assertThat(ssh("deploy", "doas -n id -un").ok()).as("a rule for sh alone").isFalse();
    }

    private static LabResult ssh(String user, String command) {
        return Command.run(List.of("ssh", "-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o",
                "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-i", lab.identityFile().toString(),
                user + "@" + host.sshAddress(), command), Command.LINUX_PATH, "", Command.DEFAULT_TIMEOUT);
    }
}
