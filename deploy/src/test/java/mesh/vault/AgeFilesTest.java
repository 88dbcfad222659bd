// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import mesh.ssh.Programs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the age tool: what we write it reads, what it writes we read. */
class AgeFilesTest {
    private static final byte[] PLAIN = "one line of secret\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;
    private AgeTool mine;
    private AgeTool other;

    @BeforeEach
    void makeIdentities() throws Exception {
        mine = AgeTool.newIdentity(directory.resolve("mine.txt"));
        other = AgeTool.newIdentity(directory.resolve("other.txt"));
    }

    private static AgeIdentities open(AgeTool identity) throws AgeException {
        return new IdentityFile(identity.file()).read();
    }

    @Test
    void ageReadsWhatWeWriteToSeveralRecipients() throws Exception {
        Path file = Files.write(directory.resolve("x.age"),
                AgeFiles.encrypt(PLAIN, List.of(mine.recipient(), other.recipient())));
        assertThat(mine.decrypt(file)).isEqualTo("one line of secret\n");
        assertThat(other.decrypt(file)).isEqualTo("one line of secret\n");
    }

    @Test
    void readsWhatAgeWritesBinaryAndArmored() throws Exception {
        Path plain = Files.write(directory.resolve("plain"), PLAIN);
        for (String format : List.of("--encrypt", "--armor")) {
            Path file = directory.resolve("x" + format + ".age");
            Programs.run(Programs.find("age"), format, "-r", mine.recipient(), "-o", file.toString(), plain.toString());
            try (AgeIdentities identities = open(mine)) {
                assertThat(AgeFiles.decrypt(Files.readAllBytes(file), "x", identities)).isEqualTo(PLAIN);
            }
        }
    }

    @Test
    void closedIdentitiesOpenNothing() throws Exception {
        byte[] file = AgeFiles.encrypt(PLAIN, List.of(mine.recipient()));
        AgeIdentities identities = open(mine);
        identities.close();
        assertThatThrownBy(() -> AgeFiles.decrypt(file, "x", identities)).isInstanceOf(AgeException.class)
                .hasMessageContaining("no age identity is open");
    }

    @Test
    void saysThatTheIdentityIsNotAmongTheRecipients() throws Exception {
        byte[] file = AgeFiles.encrypt(PLAIN, List.of(other.recipient()));
        assertThatThrownBy(() -> AgeFiles.decrypt(file, "keys/x.age", open(mine))).isInstanceOf(AgeException.class)
                .hasMessageContaining("keys/x.age: none of the identities opens it");
    }

    @Test
    void namesTheKindOfRecipientItCannotOpen() throws Exception {
        Path plain = Files.write(directory.resolve("plain"), PLAIN);
        Path sshKey = directory.resolve("id");
        Programs.run(Programs.find("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", sshKey.toString());
        Path file = directory.resolve("ssh.age");
        Programs.run(Programs.find("age"), "-R", sshKey + ".pub", "-o", file.toString(), plain.toString());
        assertThatThrownBy(() -> AgeFiles.decrypt(Files.readAllBytes(file), "keys/x.age", open(mine)))
                .hasMessageContaining("keys/x.age: is encrypted to recipients of type ssh-ed25519; only X25519");
    }

    @Test
    void refusesDamagedAndForeignFiles() throws Exception {
        byte[] file = AgeFiles.encrypt(PLAIN, List.of(mine.recipient()));
        file[file.length - 1] ^= 1;
        assertThatThrownBy(() -> AgeFiles.decrypt(file, "x", open(mine))).hasMessageContaining("it is damaged");
        for (String foreign : List.of("", "hello", "age-encryption.org/v2\n-> X25519 a\n", "\0\0\0")) {
            assertThatThrownBy(
                    () -> AgeFiles.decrypt(foreign.getBytes(StandardCharsets.UTF_8), "keys/x.age", open(mine)))
                    .isInstanceOf(AgeException.class).hasMessageContaining("keys/x.age: is not an age file");
        }
    }

    @Test
    void refusesRecipientsOfOtherKindsByName() throws Exception {
        assertThatThrownBy(() -> AgeFiles.encrypt(PLAIN, List.of())).hasMessageContaining("keys.recipients is empty");
        assertThatThrownBy(() -> AgeFiles.encrypt(PLAIN, List.of("age1pq1" + "q".repeat(90))))
                .hasMessageContaining("post-quantum");
        assertThatThrownBy(() -> AgeFiles.encrypt(PLAIN, List.of("ssh-ed25519 AAAA")))
                .hasMessageContaining("is an SSH key");
        String typo = mine.recipient().substring(0, 61) + (mine.recipient().endsWith("q") ? "p" : "q");
        assertThatThrownBy(() -> AgeFiles.encrypt(PLAIN, List.of(typo)))
                .hasMessageContaining("is not an age X25519 recipient");
    }

    @Test
    void neverRepeatsAnIdentityGivenAsRecipient() throws Exception {
        String secret = Files.readAllLines(mine.file()).getLast();
        assertThatThrownBy(() -> AgeFiles.encrypt(PLAIN, List.of(secret))).hasMessageContaining("SECRET")
                .hasMessageNotContaining(secret.substring(15, 40));
    }
}
