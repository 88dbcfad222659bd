// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only a pinned host key lets a transport go on to the login. */
@Timeout(60)
class HostKeyContractTest {
    @TempDir
    static Path directory;
    static LoopbackSshd sshd;
    static Path key;
    static HostKey ed25519;
    static HostKey rsa;
    static HostKey stranger;

    @BeforeAll
    static void startSshd() throws Exception {
        TestKeys keys = new TestKeys(directory);
        Path hostEd25519 = keys.ed25519("host");
        Path hostRsa = keys.make("host-rsa", "rsa", "");
        key = keys.ed25519("client");
        ed25519 = TestKeys.publicKey(hostEd25519);
        rsa = TestKeys.publicKey(hostRsa);
        stranger = TestKeys.publicKey(keys.ed25519("stranger"));
        sshd = LoopbackSshd.start(directory, "127.0.0.1", List.of(hostEd25519, hostRsa));
        TestKeys.authorize(sshd.authorizedKeys(), key);
    }

    @AfterAll
    static void stopSshd() {
        if (sshd != null) {
            sshd.close();
        }
    }

    private static Path write(String... lines) throws IOException {
        return Files.write(Files.createTempFile(directory, "known hosts 100%", ""), List.of(lines));
    }

    private static String line(HostKey hostKey) {
        return sshd.name() + " " + hostKey.type() + " " + hostKey.base64();
    }

    private static SshSession open(TransportKind kind, Path knownHosts) throws SshException, IOException {
        ClientKeys keys = new ClientKeys(directory, Optional.empty());
        return kind.create(KnownHosts.read(knownHosts), keys, SshTimeouts.DEFAULT).open(sshd.settings(key));
    }

    private static SshException refusal(TransportKind kind, Path knownHosts) {
        int loginsBefore = sshd.log().split("Accepted publickey", -1).length;
        SshException refusal = catchThrowableOfType(SshException.class, () -> open(kind, knownHosts).close());
        assertThat(refusal).isNotNull();
        assertThat(sshd.log().split("Accepted publickey", -1)).hasSize(loginsBefore);
        return refusal;
    }

    private static void succeeds(TransportKind kind, Path knownHosts) throws SshException, IOException {
        try (SshSession session = open(kind, knownHosts)) {
            assertThat(session.run("echo in", new byte[0], Duration.ofSeconds(20)).out()).isEqualTo("in\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnUnknownKeyAndSaysWhatToCompareAndRun(TransportKind kind) throws IOException {
        Path knownHosts = write("# nobody yet", "other.example ssh-ed25519 " + stranger.base64());
        SshException refusal = refusal(kind, knownHosts);
        assertThat(refusal.reason()).isEqualTo(SshException.Reason.UNKNOWN_HOST_KEY);
        assertThat(refusal).hasMessageContainingAll(sshd.name().toString(), ed25519.fingerprint(),
                knownHosts.toString(), "mesh bootstrap HOST --accept-host-key");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAChangedKeyAndNamesBothKeysAndTheLine(TransportKind kind) throws IOException {
        Path knownHosts = write("# the old key", line(stranger));
        SshException refusal = refusal(kind, knownHosts);
        assertThat(refusal.reason()).isEqualTo(SshException.Reason.CHANGED_HOST_KEY);
        assertThat(refusal).hasMessageContainingAll(sshd.name().toString(), ed25519.fingerprint(),
                stranger.fingerprint(), knownHosts + ":2", "mesh bootstrap HOST --accept-host-key");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAKeyOfAnotherTypeThanThePinnedOne(TransportKind kind) throws IOException {
        SshException refusal = refusal(kind,
                write(sshd.name() + " " + ecdsa().type() + " " + ecdsa().base64()));
        assertThat(refusal.reason()).isEqualTo(SshException.Reason.CHANGED_HOST_KEY);
    }

    private static HostKey ecdsa() {
        return new HostKey("ecdsa-sha2-nistp256",
                "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=");
    }

    @ParameterizedTest
    @EnumSource
    void refusesARevokedKeyEvenWhenItIsPinned(TransportKind kind) throws IOException {
        SshException refusal = refusal(kind,
                write(line(ed25519), "@revoked * " + ed25519.type() + " " + ed25519.base64()));
        assertThat(refusal.reason()).isEqualTo(SshException.Reason.CHANGED_HOST_KEY);
        assertThat(refusal).hasMessageContaining("revokes");
    }

    @ParameterizedTest
    @EnumSource
    void doesNotTakeACertificateAuthorityForTheHost(TransportKind kind) throws IOException {
        SshException refusal = refusal(kind,
                write("@cert-authority * " + ed25519.type() + " " + ed25519.base64()));
        assertThat(refusal.reason()).isEqualTo(SshException.Reason.UNKNOWN_HOST_KEY);
    }

    @ParameterizedTest
    @EnumSource
    void asksForTheKindOfKeyThatIsPinned(TransportKind kind) throws IOException, SshException {
        succeeds(kind, write(line(rsa)));
    }

    @ParameterizedTest
    @EnumSource
    void findsHashedNamesAndPatterns(TransportKind kind) throws Exception {
        Path hashed = write(line(ed25519));
        Programs.run(Programs.find("ssh-keygen"), "-q", "-H", "-f", hashed.toString());
        assertThat(Files.readString(hashed)).startsWith("|1|");
        succeeds(kind, hashed);
        succeeds(kind, write("[127.0.0.?]:*,!other " + ed25519.type() + " " + ed25519.base64()));
        assertThat(refusal(kind, write("[127.*]:*,!" + sshd.name() + " " + ed25519.type() + " " + ed25519.base64()))
                .reason()).isEqualTo(SshException.Reason.UNKNOWN_HOST_KEY);
    }
}
