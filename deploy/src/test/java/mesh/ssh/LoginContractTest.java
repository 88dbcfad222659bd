// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import mesh.model.SshSettings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which keys are offered, and what is said when none is accepted. */
@Timeout(60)
class LoginContractTest {
    @TempDir
    static Path directory;
    static LoopbackSshd sshd;
    static KnownHosts knownHosts;
    static Path ed25519;
    static Path rsa;
    static Path encrypted;
    static Path stranger;
    static Process agent;
    static Path agentSocket;

    @BeforeAll
    static void startSshdAndAgent() throws Exception {
        TestKeys keys = new TestKeys(directory);
        Path hostKey = keys.ed25519("host");
        ed25519 = keys.ed25519("client");
        rsa = keys.make("client-rsa", "rsa", "");
        encrypted = keys.make("client-encrypted", "ed25519", TestKeys.PASSPHRASE);
        stranger = keys.ed25519("stranger");
        Path inAgent = keys.ed25519("in-agent");
        sshd = LoopbackSshd.start(directory, "127.0.0.1", List.of(hostKey));
        for (Path key : List.of(ed25519, rsa, encrypted, inAgent)) {
            TestKeys.authorize(sshd.authorizedKeys(), key);
        }
        knownHosts = KnownHosts.read(directory.resolve("known_hosts"));
        knownHosts.pin(sshd.name(), List.of(TestKeys.publicKey(hostKey)));
        agentSocket = directory.resolve("agent");
        agent = new ProcessBuilder(Programs.find("ssh-agent"), "-D", "-a", agentSocket.toString())
                .redirectErrorStream(true).start();
        assertThat(agent.inputReader().readLine()).contains("SSH_AUTH_SOCK");
        addToAgent(inAgent, "");
        addToAgent(encrypted, TestKeys.PASSPHRASE);
    }

    @AfterAll
    static void stop() {
        if (sshd != null) {
            sshd.close();
        }
        if (agent != null) {
            agent.destroy();
            agent.onExit().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }

    private static void addToAgent(Path key, String passphrase) throws Exception {
        Path asker = Files.writeString(directory.resolve("ask.sh"), "#!/bin/sh\necho '" + passphrase + "'\n");
        Files.setPosixFilePermissions(asker, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder add = new ProcessBuilder(Programs.find("ssh-add"), "-q", key.toString());
        add.environment().put("SSH_AUTH_SOCK", agentSocket.toString());
        add.environment().put("SSH_ASKPASS", asker.toString());
        add.environment().put("SSH_ASKPASS_REQUIRE", "force");
        Process process = add.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).describedAs(said).isZero();
    }

    private static SshSession open(TransportKind kind, Optional<Path> agent, SshSettings target) throws SshException {
        return kind.create(knownHosts, new ClientKeys(directory, agent), SshTimeouts.DEFAULT).open(target);
    }

    private static void succeeds(TransportKind kind, Optional<Path> agent, SshSettings target) throws SshException {
        try (SshSession session = open(kind, agent, target)) {
            assertThat(session.run("echo in", new byte[0], Duration.ofSeconds(20)).out()).isEqualTo("in\n");
        }
    }

    private static SshException refusal(TransportKind kind, Optional<Path> agent, SshSettings target) {
        SshException refusal = catchThrowableOfType(SshException.class, () -> open(kind, agent, target).close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).describedAs(refusal.getMessage()).isEqualTo(SshException.Reason.LOGIN_REFUSED);
        assertThat(refusal.getMessage()).doesNotContain(TestKeys.PASSPHRASE).doesNotContain("PRIVATE KEY");
        return refusal;
    }

    @ParameterizedTest
    @EnumSource
    void logsInWithEd25519AndRsaFiles(TransportKind kind) throws SshException {
        succeeds(kind, Optional.empty(), sshd.settings(ed25519));
        succeeds(kind, Optional.empty(), sshd.settings(rsa));
    }

    @ParameterizedTest
    @EnumSource
    void triesTheSecondFileWhenTheFirstIsRefused(TransportKind kind) throws SshException {
        succeeds(kind, Optional.empty(), sshd.settings(stranger, ed25519));
    }

    @ParameterizedTest
    @EnumSource
    void logsInWithWhatTheAgentHolds(TransportKind kind) throws SshException {
        succeeds(kind, Optional.of(agentSocket), sshd.settings());
    }

    @ParameterizedTest
    @EnumSource
    void usesAnEncryptedFileThroughTheAgent(TransportKind kind) throws SshException {
        succeeds(kind, Optional.of(agentSocket), sshd.settings(encrypted));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnEncryptedFileWithoutAgent(TransportKind kind) {
        SshException refusal = refusal(kind, Optional.empty(), sshd.settings(encrypted));
        assertThat(refusal).hasMessageContaining(kind == TransportKind.JSCH ? "ssh-add " + encrypted : "Offered");
    }

    @ParameterizedTest
    @EnumSource
    void offersOnlyTheNamedFileEvenWhenTheAgentHoldsABetterOne(TransportKind kind) {
        SshException refusal = refusal(kind, Optional.of(agentSocket), sshd.settings(stranger));
        assertThat(refusal).hasMessageContainingAll(sshd.name().toString(), "was refused", stranger.toString());
    }

    @ParameterizedTest
    @EnumSource
    void refusesAWrongUser(TransportKind kind) {
        assertThat(refusal(kind, Optional.empty(), sshd.settings("nobody-of-this-name", ed25519)))
                .hasMessageContaining("nobody-of-this-name@" + sshd.name());
    }

    @Test
    void offersDefaultFilesWhenTheSpecNamesNone() throws Exception {
        Path home = directory.resolve("home");
        Files.createDirectories(home.resolve(".ssh"));
        Files.copy(rsa, home.resolve(".ssh/id_rsa"));
        Files.copy(encrypted, home.resolve(".ssh/id_ed25519"));
        JschTransport transport = new JschTransport(knownHosts, new ClientKeys(home, Optional.empty()),
                SshTimeouts.DEFAULT);
        try (SshSession session = transport.open(sshd.settings())) {
            assertThat(session.run("echo in", new byte[0], Duration.ofSeconds(20)).out()).isEqualTo("in\n");
        }
    }

    @Test
    void expandsTheHomeDirectory() throws SshException {
        SshSettings plain = sshd.settings();
        SshSettings tilde = new SshSettings(plain.host(), plain.port(), plain.user(), plain.become(), plain.jump(),
                List.of("~/client"));
        succeeds(TransportKind.JSCH, Optional.empty(), tilde);
        succeeds(TransportKind.OPENSSH, Optional.empty(), tilde);
    }

    @Test
    void namesAFileThatIsMissingOrNoKeyWithoutShowingIt() throws Exception {
        assertThat(refusal(TransportKind.JSCH, Optional.empty(), sshd.settings(directory.resolve("gone"))))
                .hasMessageContaining("gone: it does not exist");
        Path damaged = Files.writeString(directory.resolve("damaged"),
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAAdamaged-secret\n-----END OPENSSH PRIVATE KEY-----\n");
        assertThat(refusal(TransportKind.JSCH, Optional.empty(), sshd.settings(damaged)))
                .hasMessageContaining("is not a private key that mesh can read").hasMessageNotContaining("AAAA");
    }

    @Test
    void saysThatThereWasNothingToOffer() {
        JschTransport transport = new JschTransport(knownHosts,
                new ClientKeys(directory.resolve("empty"), Optional.empty()), SshTimeouts.DEFAULT);
        assertThat(catchThrowableOfType(SshException.class, () -> transport.open(sshd.settings())))
                .hasMessageContaining("Offered: nothing, since there is no agent (SSH_AUTH_SOCK)");
    }
}
