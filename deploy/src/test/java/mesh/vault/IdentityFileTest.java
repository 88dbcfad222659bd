// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityFileTest {
    @TempDir
    Path home;

    @Test
    void optionWinsOverEnvironmentOverDefaults() throws IOException {
        Map<String, String> plain = Map.of("HOME", home.toString());
        Map<String, String> named = Map.of("HOME", home.toString(), IdentityFile.VARIABLE, "/named");
        assertThat(IdentityFile.locate(Optional.of(Path.of("/option")), named).path()).hasToString("/option");
        assertThat(IdentityFile.locate(Optional.empty(), named).path()).hasToString("/named");
        Path ours = home.resolve(".config/mesh/identity.txt");
        assertThat(IdentityFile.locate(Optional.empty(), plain).path()).isEqualTo(ours);
        Path ages = Files.createDirectories(home.resolve(".config/age")).resolve("keys.txt");
        Files.createFile(ages);
        assertThat(IdentityFile.locate(Optional.empty(), plain).path()).isEqualTo(ages);
        Files.createDirectories(ours.getParent());
        Files.createFile(ours);
        assertThat(IdentityFile.locate(Optional.empty(), plain).path()).isEqualTo(ours);
    }

    @Test
    void saysHowToMakeAMissingFile() {
        Path missing = home.resolve("none.txt");
        assertThatThrownBy(() -> new IdentityFile(missing).read()).isInstanceOf(AgeException.class)
                .hasMessageContainingAll(missing.toString(), "does not exist", "age-keygen -o", IdentityFile.VARIABLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"AGE-SECRET-KEY-PQ-1SECRETSECRET|post-quantum",
            "AGE-PLUGIN-YUBIKEY-1SECRETSECRET|plugin", "age-encryption.org/v1|itself encrypted",
            "-----BEGIN OPENSSH PRIVATE KEY-----|SSH keys", "SECRETSECRET|is not an age identity"})
    void namesTheLineItCannotUseWithoutShowingIt(String line, String expected) throws IOException {
        Path file = Files.writeString(home.resolve("identity.txt"), "# created\n\n" + line + "\n");
        assertThatThrownBy(() -> new IdentityFile(file).read()).hasMessageContaining(file + ":3: ")
                .hasMessageContaining(expected).hasMessageNotContaining("SECRETSECRET");
    }

    @Test
    void damagedIdentityIsRefusedWithoutShowingIt() throws IOException {
        Path file = Files.writeString(home.resolve("identity.txt"), "  AGE-SECRET-KEY-1SECRETSECRET\r\n");
        assertThatThrownBy(() -> new IdentityFile(file).read().readers()).isInstanceOf(AgeException.class)
                .hasMessageContaining("damaged").hasMessageNotContaining("SECRETSECRET");
    }

    @Test
    void fileWithCommentsOnlyHoldsNoIdentity() throws IOException {
        Path file = Files.writeString(home.resolve("identity.txt"), "# nothing\n");
        assertThatThrownBy(() -> new IdentityFile(file).read()).hasMessageContaining("holds no age identity");
    }
}
