// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.enrol.Answer;
import mesh.enrol.Enrolment;
import mesh.enrol.EnrolmentToken;
import mesh.lock.Reach;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;
import mesh.model.SshSettings.Become;
import mesh.name.MeshName;
import mesh.name.UserName;
import mesh.net.IpAddress;
import mesh.ssh.CommandResult;
import mesh.value.ValueFormatException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrepareProgramTest {
    private static final LoginKey LOGIN = new LoginKey("ssh-ed25519", FreshHost.KEY, "anna@laptop");

    @TempDir
    private Path directory;

    static Stream<Shell> shells() {
        return Shell.present().stream();
    }

    static Stream<Arguments> shellsAndRights() {
        return shells().flatMap(shell -> Stream.of(Arguments.of(shell, Become.SUDO), Arguments.of(shell, Become.DOAS)));
    }

    private static Preparation wanted(Reach base, Become become) {
        SshSettings ssh = base.ssh();
        SshSettings login = new SshSettings(ssh.host(), ssh.port(),
                new UserName(become == Become.NONE ? "root" : "anna"),
                become, Optional.empty(), List.of());
        return new Preparation(new Reach(base.os(), base.format(), base.interfaceName(), login, false), List.of(LOGIN),
                base.os() == OperatingSystem.LINUX, true);
    }

    private static String prepare(FakeHost host, Preparation wanted) throws IOException {
        CommandResult result = host.run(PrepareProgram.of(wanted));
        assertThat(ProgramReport.read(result.exitStatus(), result.out()).ending()).as(result.out() + result.err())
                .isEqualTo(Ending.DONE);
        return result.out();
    }

    private static String refused(FakeHost host, Preparation wanted) throws IOException {
        CommandResult result = host.run(PrepareProgram.of(wanted));
        assertThat(result.exitStatus()).as(result.out() + result.err()).isEqualTo(76);
        return ProgramReport.read(result.exitStatus(), result.out()).reason().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void eachDistributionIsAskedForItsOwnPackagesOnce(Distribution distribution) throws IOException {
        FakeHost host = FreshHost.linux(directory, Shell.DASH);
        distribution.installOn(host);

        String said = prepare(host, wanted(Samples.linux(), Become.SUDO));

        assertThat(said).contains("+ installed: wireguard-tools ip", " openssh", " nftables sudo")
                .contains("+ made user anna").contains("= " + Samples.OWN);
        List<String> calls = host.calls().stream().filter(call -> call.startsWith(distribution.manager())).toList();
        assertThat(calls).hasSizeBetween(1, 2);
        String again = prepare(host, wanted(Samples.linux(), Become.SUDO));
        assertThat(again.lines().filter(line -> line.startsWith("+ "))).isEmpty();
        assertThat(host.calls().stream().filter(call -> call.startsWith(distribution.manager()))).hasSameSizeAs(calls);
    }

    @ParameterizedTest
    @MethodSource("shellsAndRights")
    void aLinuxMachineGetsALoginAndASecondRunChangesNothing(Shell shell, Become become) throws IOException {
        FakeHost host = FreshHost.linux(directory, shell);
        Distribution.DEBIAN.installOn(host);

        prepare(host, wanted(Samples.linux(), become));

        assertThat(host.path("/home/anna/.ssh/authorized_keys")).hasContent(LOGIN.line());
        assertThat(PosixFilePermissions
                .toString(Files.getPosixFilePermissions(host.path("/home/anna/.ssh/authorized_keys"))))
                .isEqualTo("rw-------");
        if (become == Become.SUDO) {
            assertThat(host.path("/etc/sudoers.d/mesh")).hasContent("anna ALL=(root) NOPASSWD: /bin/sh");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(host.path("/etc/sudoers.d/mesh"))))
                    .isEqualTo("r--r-----");
        } else {
            assertThat(host.path("/etc/doas.conf")).hasContent("permit nopass anna as root cmd sh");
        }
        assertThat(host.calls()).contains("chown anna:1000 /home/anna/.ssh /home/anna/.ssh/authorized_keys.mesh");
        String before = host.contents();
        assertThat(prepare(host, wanted(Samples.linux(), become)).lines().filter(line -> line.startsWith("+ ")))
                .isEmpty();
        assertThat(host.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anOpenBsdMachineNeedsNoPackageAndKeepsItsDoasLines(Shell shell) throws IOException {
        FakeHost host = FreshHost.openBsd(directory, shell);
        host.write("/etc/doas.conf", "rw-r--r--", "# mine\npermit persist :wheel\ndeny anna");

        String said = prepare(host, wanted(Samples.openBsd(), Become.DOAS));

        assertThat(said).contains("no package is needed").doesNotContain("installed");
        assertThat(host.path("/etc/doas.conf"))
                .hasContent("# mine\npermit persist :wheel\ndeny anna\npermit nopass anna as root cmd sh\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(host.path("/etc/doas.conf"))))
                .isEqualTo("rw-r--r--");
        assertThat(host.calls()).noneMatch(call -> call.startsWith("pkg_add"));
    }

    @Test
    void openBsdGetsSudoAsAPackageWhereTheSpecWantsIt() throws IOException {
        FakeHost host = FreshHost.openBsd(directory, Shell.DASH);
        host.script("pkg_add", "[ \"$*\" = '-I sudo--' ] && cp " + host.path("/parts/sudo") + " "
                + host.path("/parts/visudo") + " " + host.path("/bin") + "\n");

        assertThat(prepare(host, wanted(Samples.openBsd(), Become.SUDO))).contains("+ installed: sudo--");
    }

    @Test
    void anAccountThatBusyboxMadeIsNotLocked() throws IOException {
        FakeHost host = FreshHost.linux(directory, Shell.DASH);
        Distribution.ALPINE.installOn(host);
        FreshHost.withBusyboxAccounts(host);

        assertThat(prepare(host, wanted(Samples.linux(), Become.SUDO))).contains("+ unlocked anna");

        assertThat(host.path("/etc/shadow")).content().contains("anna:*:");
    }

    @Test
    void anAccountThatSomebodyLockedStaysLocked() throws IOException {
        FakeHost host = FreshHost.linux(directory, Shell.DASH);
        Distribution.DEBIAN.installOn(host);
        host.write("/etc/passwd", "rw-r--r--", "anna:x:1000:1000::" + host.path("/home/anna") + ":/bin/sh\n");
        host.write("/etc/shadow", "rw-------", "anna:!$6$abc:20000::::::\n");

        assertThat(refused(host, wanted(Samples.linux(), Become.SUDO))).contains("account of anna is locked");

        assertThat(host.path("/etc/sudoers.d/mesh")).doesNotExist();
    }

    @Test
    void anotherKeyOfTheLoginStays() throws IOException {
        FakeHost host = FreshHost.openBsd(directory, Shell.DASH);
        host.write("/root/.ssh/authorized_keys", "rw-------", "# " + LOGIN.line() + "\nssh-rsa AAAAB3 old");

        prepare(host, wanted(Samples.openBsd(), Become.NONE));

        assertThat(host.path("/root/.ssh/authorized_keys"))
                .hasContent("# " + LOGIN.line() + "\nssh-rsa AAAAB3 old\n" + LOGIN.line() + "\n");
        assertThat(host.path("/etc/doas.conf")).doesNotExist();
    }

    @Test
    void aRuleThatWouldNotBeValidIsNotPutInPlace() throws IOException {
        FakeHost host = FreshHost.openBsd(directory, Shell.DASH);
        host.write("/etc/doas.conf", "rw-------", "permitt nopass root\nnonsense\n");

        assertThat(refused(host, wanted(Samples.openBsd(), Become.DOAS))).contains("/etc/doas.conf was not changed");

        assertThat(host.path("/etc/doas.conf")).hasContent("permitt nopass root\nnonsense\n");
        assertThat(host.path("/etc/doas.conf.mesh")).doesNotExist();
    }

    @Test
    void rootIsNoLoginWhereSshdLetsItNotIn() throws IOException {
        FakeHost host = FreshHost.openBsd(directory, Shell.DASH);
        host.script("sshd", "[ \"$*\" = -T ] && printf 'port 22\\npermitrootlogin no\\n'\n");

        assertThat(refused(host, wanted(Samples.openBsd(), Become.NONE))).contains("PermitRootLogin prohibit-password");
        prepare(host, wanted(Samples.openBsd(), Become.DOAS));
    }

    @Test
    void aLinkInTheLoginsHomeIsNotFollowed() throws IOException {
        FakeHost host = FreshHost.openBsd(directory, Shell.DASH);
        Files.createDirectories(host.path("/root/.ssh"));
        Files.createSymbolicLink(host.path("/root/.ssh/authorized_keys"), host.path("/etc/passwd"));

        assertThat(refused(host, wanted(Samples.openBsd(), Become.NONE))).contains("symbolic link");
    }

    @Test
    void anotherSystemThanTheSpecsIsRefused() throws IOException {
        FakeHost host = FreshHost.openBsd(directory, Shell.DASH);

        assertThat(refused(host, wanted(Samples.linux(), Become.NONE))).contains("runs Linux, and it runs OpenBSD");
        assertThat(host.calls()).doesNotContain("ssh-keygen -A");
    }

    @Test
    void aDistributionNobodyKnowsIsToldWhatIsMissing() throws IOException {
        FakeHost host = FreshHost.linux(directory, Shell.DASH);
        Distribution.DEBIAN.installOn(host);
        host.write("/etc/os-release", "rw-r--r--", "ID=slackware\n");

        assertThat(refused(host, wanted(Samples.linux(), Become.NONE))).contains("wg is not here");
    }

    @Test
    void packagesThatCannotBeInstalledEndIt() throws IOException {
        FakeHost host = FreshHost.linux(directory, Shell.DASH);
        Distribution.DEBIAN.installOn(host);
        host.script("apt-get", "exit 100\n");

        assertThat(refused(host, wanted(Samples.linux(), Become.SUDO)))
                .contains("cannot be installed: wireguard-tools");

        assertThat(host.path("/home/anna")).doesNotExist();
    }

    @Test
    void everybodyIsNoLogin() {
        Reach base = Samples.linux();
        SshSettings ssh = base.ssh();
        SshSettings all = new SshSettings(ssh.host(), ssh.port(), new UserName("ALL"), Become.SUDO, Optional.empty(),
                List.of());
        assertThatThrownBy(() -> new Preparation(
                new Reach(base.os(), base.format(), base.interfaceName(), all, false), List.of(LOGIN), false, true))
                .isInstanceOf(ValueFormatException.class).hasMessageContaining("everybody");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theAnswerIsReadAndKnownByItsToken(Shell shell) throws IOException {
        FakeHost host = FreshHost.openBsd(directory, shell);
        host.withOpenBsdDigests();
        host.script("sha256", "[ \"$*\" = -q ] && " + Shell.executable("sha256sum")
                + " | { read -r hash rest; echo \"$hash\"; }\n");
        EnrolmentToken token = EnrolmentToken.make(() -> Samples.bytes(0x61));

        CommandResult result = host.run(PrepareProgram.answering(wanted(Samples.openBsd(), Become.DOAS),
                enrolment(token, Instant.now().plusSeconds(60))));

        assertThat(result.exitStatus()).as(result.out() + result.err()).isZero();
        Answer answer = Answer.parse(result.out().lines().filter(line -> line.startsWith("mesh-answer")).findFirst()
                .orElseThrow());
        assertThat(answer.isMadeWith(token)).isTrue();
        assertThat(answer.hostKey().base64()).isEqualTo(FreshHost.KEY);
        assertThat(answer.addresses()).containsExactly(IpAddress.parse("192.0.2.4"), IpAddress.parse("2001:db8::4"));
        assertThat(Files.readString(host.path("/etc/mesh/answer")).strip())
                .isEqualTo(answer.text() + "," + answer.mac());
        assertThat(result.out() + result.err() + host.calls() + host.contents()).doesNotContain(token.revealHex());
    }

    @Test
    void aProgramWhoseTimeIsOverDoesNothing() throws IOException {
        FakeHost host = FreshHost.openBsd(directory, Shell.DASH);
        String before = host.contents();

        CommandResult result = host.run(PrepareProgram.answering(wanted(Samples.openBsd(), Become.DOAS),
                enrolment(EnrolmentToken.make(() -> Samples.bytes(0x61)), Instant.now().minusSeconds(1))));

        assertThat(result.exitStatus()).isEqualTo(76);
        assertThat(result.out()).contains("! this program has expired");
        assertThat(host.contents()).isEqualTo(before);
    }

    @Test
    void itSaysWhatItDoesInAFewLines() {
        String text = new String(PrepareProgram.answering(wanted(Samples.linux(), Become.SUDO),
                enrolment(EnrolmentToken.make(() -> Samples.bytes(0x61)), Instant.parse("2026-11-28T10:00:00Z")))
                .standardInput(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(text).startsWith("#!/bin/sh\n# Prepares host pi4 of mesh lab.").contains("# A SECRET until");
        assertThat(text.substring(text.indexOf("main() {"))).isEqualTo("""
                main() {
                setup
                read -r token <<'END'
                61616161616161616161616161616161
                END
                until_second 1795860000
                begin wg0
                expect_system Linux
                need wg wireguard-tools wireguard-tools wireguard-tools wireguard-tools
                need ip iproute2 iproute iproute2 iproute2
                need pgrep procps procps-ng procps procps-ng
                need sshd openssh-server openssh-server openssh openssh
                need nft nftables nftables nftables nftables
                need sudo sudo sudo sudo sudo sudo--
                install_needed
                serve_ssh
                make_user anna
                let_in anna ssh-ed25519 %s anna@laptop
                allow_sudo anna
                own_key wg0 0 0700 0600
                tell_answer lab pi4 "$public"
                }
                { main </dev/null 3>&1 1>&2; exit $?; }
                """.formatted(FreshHost.KEY));
    }

    private static Enrolment enrolment(EnrolmentToken token, Instant expires) {
        return new Enrolment(new MeshName("lab"), Samples.HOST, expires, Optional.of(token));
    }
}
