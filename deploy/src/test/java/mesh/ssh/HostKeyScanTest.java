// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import mesh.model.SshSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostKeyScanTest {
    @TempDir
    static Path directory;

    private static HostKeyScan scan(KnownHosts knownHosts) {
        return new HostKeyScan(knownHosts, new ClientKeys(directory, Optional.empty()), SshTimeouts.DEFAULT);
    }

    @Test
    void showsEveryKindOfKeyWithoutLoggingIn() throws Exception {
        TestKeys keys = new TestKeys(directory);
        Path ed25519 = keys.ed25519("host-a");
        Path rsa = keys.make("host-b", "rsa", "");
        try (LoopbackSshd sshd = LoopbackSshd.start(directory, "127.0.0.1", List.of(rsa, ed25519))) {
            KnownHosts nobody = KnownHosts.read(directory.resolve("none"));
            assertThat(scan(nobody).scan(sshd.settings())).containsExactly(TestKeys.publicKey(ed25519),
                    TestKeys.publicKey(rsa));
            assertThat(sshd.log()).doesNotContain("Accepted", "Failed publickey");
        }
    }

    @Test
    void fingerprintIsWhatSshKeygenPrints() throws Exception {
        Path key = new TestKeys(directory).ed25519("host-c");
        String printed = Programs.run(Programs.find("ssh-keygen"), "-l", "-f", key.toString());
        assertThat(printed).contains(" " + TestKeys.publicKey(key).fingerprint() + " ");
    }

    @Test
    void goesThroughAJumpHostOnceItIsKnown() throws Exception {
        TestKeys keys = new TestKeys(directory);
        Path client = keys.ed25519("client");
        Path hostKey = keys.ed25519("host-d");
        Path jumpKey = keys.ed25519("host-e");
        try (LoopbackSshd sshd = LoopbackSshd.start(directory, "127.0.0.1", List.of(hostKey));
                LoopbackSshd jump = LoopbackSshd.start(directory, "127.0.0.1", List.of(jumpKey))) {
            TestKeys.authorize(jump.authorizedKeys(), client);
            SshSettings direct = sshd.settings(client);
            SshSettings target = new SshSettings(direct.host(), direct.port(), direct.user(), direct.become(),
                    Optional.of(jump.jump()), direct.identityFiles());
            KnownHosts knownHosts = KnownHosts.read(directory.resolve("known"));
            assertThat(catchThrowableOfType(SshException.class, () -> scan(knownHosts).scan(target)).reason())
                    .isEqualTo(SshException.Reason.UNKNOWN_HOST_KEY);
            SshSettings first = HostKeyScan.jumpOf(target).orElseThrow();
            knownHosts.pin(HostKeyName.of(first), scan(knownHosts).scan(first));
            assertThat(scan(knownHosts).scan(target)).containsExactly(TestKeys.publicKey(hostKey));
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        LoopbackSshd gone = LoopbackSshd.start(directory, "127.0.0.1",
                List.of(new TestKeys(directory).ed25519("host-f")));
        gone.close();
        KnownHosts nobody = KnownHosts.read(directory.resolve("none"));
        assertThat(catchThrowableOfType(SshException.class, () -> scan(nobody).scan(gone.settings())).reason())
                .isEqualTo(SshException.Reason.UNREACHABLE);
    }
}
