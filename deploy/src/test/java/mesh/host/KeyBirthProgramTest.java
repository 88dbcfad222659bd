// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.model.Format;
import mesh.model.OperatingSystem;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyBirthProgramTest {
    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private static ProgramReport run(FakeHost host) throws IOException {
        CommandResult result = host.run(KeyBirthProgram.of(Samples.openBsd()));
        ProgramReport report = ProgramReport.read(result.exitStatus(), result.out());
        assertThat(report.reason()).as(result.out() + result.err()).isEmpty();
        if (Files.exists(host.path("/etc/mesh/wg0/private.key"))) {
            String secret = Files.readString(host.path("/etc/mesh/wg0/private.key")).strip();
            assertThat(result.out() + result.err()).doesNotContain(secret);
        }
        return report;
    }

    @ParameterizedTest
    @MethodSource("shells")
    void opensslAloneMakesAKeyAndTellsItsPublicHalf(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.without("wg");
        ProgramReport report = run(host);
        PrivateKey key = PrivateKey.parse(Files.readString(host.path("/etc/mesh/wg0/private.key")).strip());
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(report.values()).containsExactly(PublicKey.of(key).base64());
        assertThat(Files.getPosixFilePermissions(host.path("/etc/mesh/wg0/private.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(host.path("/etc/mesh/wg0")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(run(host)).isEqualTo(report);
        assertThat(String.join("\n", host.calls())).doesNotContain(key.revealBase64());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void wireguardToolsMakeItWhereTheyAre(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.answer("wg genkey", Samples.PRIVATE.revealBase64() + "\n");
        host.answer("wg pubkey", Samples.OWN + "\n");
        assertThat(run(host).values()).containsExactly(Samples.OWN.base64());
        assertThat(host.path("/etc/mesh/wg0/private.key")).hasContent(Samples.PRIVATE.revealBase64());
        assertThat(host.path("/etc/mesh/wg0").toFile().list()).containsExactlyInAnyOrder("private.key", "psk");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void neverReplacesAKey(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.write("/etc/mesh/wg0/private.key", "rw-------", Samples.PRIVATE.revealBase64() + "\n");
        host.answer("wg genkey", "another\n");
        host.answer("wg pubkey", Samples.OWN + "\n");
        assertThat(run(host).values()).containsExactly(Samples.OWN.base64());
        assertThat(host.path("/etc/mesh/wg0/private.key")).hasContent(Samples.PRIVATE.revealBase64());
        assertThat(host.calls()).doesNotContain("wg genkey");
    }

    /** As people write it into hostname.if: by itself, in quotes, from a file. */
    @ParameterizedTest
    @MethodSource("shells")
    void keepsTheKeyThatTheInterfaceRunsWith(Shell shell) throws IOException {
        String secret = Samples.PRIVATE.revealBase64();
        for (String written : List.of("wgport 1 wgkey " + secret + " up", "wgkey \"" + secret + "\"",
                "wgkey $(cat /etc/own.key)")) {
            FakeHost host = new FakeHost(Files.createTempDirectory(directory, "host"), shell);
            host.without("wg");
            host.write("/etc/own.key", "rw-------", secret + "\n");
            host.write("/etc/hostname.wg0", "rw-r-----", "inet 10.0.0.1/24\n"
                    + written.replace("/etc/own.key", host.path("/etc/own.key").toString()) + "\n");
            PublicKey own = PublicKey.of(Samples.PRIVATE);
            CommandResult result = host.run(KeyBirthProgram.of(Samples.openBsd(), Optional.of(own)));
            assertThat(ProgramReport.read(result.exitStatus(), result.out()).values()).as(written + result.err())
                    .containsExactly(own.base64());
            assertThat(host.path("/etc/mesh/wg0/private.key")).content().isEqualToIgnoringNewLines(secret);
            assertThat(result.out() + result.err() + host.calls()).doesNotContain(secret);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void makesNoKeyWhereTheRunningOneIsToStayAndIsNotFound(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.without("wg");
        host.write("/etc/hostname.wg0", "rw-r-----", "wgkey " + Samples.PRIVATE.revealBase64() + "\n");
        CommandResult result = host.run(KeyBirthProgram.of(Samples.openBsd(),
                Optional.of(PublicKey.parse("d3xUIVplIpuOx8fSg0SIqYWRbmCLbgMxLHkl5D7lkXk="))));
        assertThat(ProgramReport.read(result.exitStatus(), result.out()).ending()).isEqualTo(Ending.REFUSED);
        assertThat(host.path("/etc/mesh/wg0/private.key")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesAnEmptyKeyFile(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.write("/etc/mesh/wg0/private.key", "rw-------", "");
        CommandResult result = host.run(KeyBirthProgram.of(Samples.openBsd()));
        ProgramReport report = ProgramReport.read(result.exitStatus(), result.out());
        assertThat(report.ending()).isEqualTo(Ending.REFUSED);
        assertThat(report.reason()).contains("/etc/mesh/wg0/private.key could not be made, or is empty");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void networkdMayReadItsKeys(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.answer("wg genkey", Samples.PRIVATE.revealBase64() + "\n");
        host.answer("wg pubkey", Samples.OWN + "\n");
        Files.createDirectories(host.path("/etc/mesh"));
        Files.setPosixFilePermissions(host.path("/etc/mesh"), PosixFilePermissions.fromString("rwx------"));
        host.run(KeyBirthProgram.of(Samples.reach(OperatingSystem.LINUX, Format.NETWORKD)));
        assertThat(host.calls()).contains("chgrp systemd-network /etc/mesh/wg0 /etc/mesh/wg0/psk",
                "chown 0:systemd-network /etc/mesh/wg0/.private.key.mesh");
        assertThat(Files.getPosixFilePermissions(host.path("/etc/mesh")))
                .isEqualTo(PosixFilePermissions.fromString("rwx--x--x"));
        assertThat(Files.getPosixFilePermissions(host.path("/etc/mesh/wg0")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(Files.getPosixFilePermissions(host.path("/etc/mesh/wg0/private.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aNextKeyStandsBesideTheOneInUse(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.without("wg");
        run(host);
        String inUse = Files.readString(host.path("/etc/mesh/wg0/private.key"));
        ProgramReport report = next(host);
        PrivateKey key = PrivateKey.parse(Files.readString(host.path("/etc/mesh/wg0/next.key")).strip());
        assertThat(report.values()).containsExactly(PublicKey.of(key).base64());
        assertThat(host.path("/etc/mesh/wg0/private.key")).hasContent(inUse);
        assertThat(next(host)).as("told again").isEqualTo(report);
        Files.copy(host.path("/etc/mesh/wg0/next.key"), host.path("/etc/mesh/wg0/private.key"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(next(host).values()).as("the key in use is no next key").isNotEqualTo(report.values());
    }

    private static ProgramReport next(FakeHost host) throws IOException {
        CommandResult result = host.run(KeyBirthProgram.next(Samples.openBsd()));
        return ProgramReport.read(result.exitStatus(), result.out());
    }
}
