// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class IntentTextsTest {
    private static final Map<String, String> FILES = Map.of("mesh.yaml", "a", "mesh.lock", "b", "shared.yaml", "c");
    private static final IntentTexts TEXTS = new IntentTexts("a", Map.of("shared.yaml", "c"), Optional.of("b"));

    private static boolean same(IntentTexts texts, Map<String, String> files) {
        return texts.equalThose("mesh.yaml", "mesh.lock", name -> Optional.ofNullable(files.get(name)));
    }

    private static Map<String, String> with(String name, String text) {
        Map<String, String> files = new HashMap<>(FILES);
        files.put(name, text);
        return files;
    }

    private static Map<String, String> without(String name) {
        Map<String, String> files = new HashMap<>(FILES);
        files.remove(name);
        return files;
    }

    @Test
    void equalFilesAreTheSame() {
        assertThat(same(TEXTS, FILES)).isTrue();
        assertThat(same(TEXTS, with("other.yaml", "d"))).isTrue();
    }

    @Test
    void anotherFileOrAMissingOneIsNot() {
        for (String name : FILES.keySet()) {
            assertThat(same(TEXTS, with(name, "d"))).as("another " + name).isFalse();
            assertThat(same(TEXTS, without(name))).as("no " + name).isFalse();
        }
    }

    @Test
    void aLockThatWasNotThereIsMissedThereToo() {
        IntentTexts unlocked = new IntentTexts("a", Map.of("shared.yaml", "c"), Optional.empty());
        assertThat(same(unlocked, without("mesh.lock"))).isTrue();
        assertThat(same(unlocked, FILES)).isFalse();
    }
}
