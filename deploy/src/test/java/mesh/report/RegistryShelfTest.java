// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryShelfTest {
    private static Optional<String> read(TokenRegistry registry, String name) throws IOException, InterruptedException {
        return FileShelf.at(registry.url(), FileShelf.Web.connect()).read(name, 6)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void takesATokenForTheRegistryAndLeavesItThere() throws Exception {
        try (TokenRegistry registry = new TokenRegistry().with("kiosk1", "bundle of kiosk1")) {
            assertThat(read(registry, "kiosk1.bundle")).contains("bundle");
            assertThat(read(registry, "kiosk2.bundle")).isEmpty();
            assertThat(registry.refused()).containsExactly("GET manifests/kiosk1", "GET manifests/kiosk2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"layers\": []}", "{\"layers\": [{\"digest\": \"sha256:../../x\"}]}"})
    void saysThatAManifestIsNone(String manifest) throws Exception {
        try (TokenRegistry registry = new TokenRegistry().with("kiosk1", "bundle").manifest(manifest)) {
            assertThatThrownBy(() -> read(registry, "kiosk1.bundle")).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("the registry");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\": \"a\\r\\nHost: b\"}", "nothing"})
    void doesWithoutATokenThatIsNone(String token) throws Exception {
        try (TokenRegistry registry = new TokenRegistry().with("kiosk1", "bundle").token(token)) {
            assertThatThrownBy(() -> read(registry, "kiosk1.bundle")).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("the registry answers with");
        }
    }
}
