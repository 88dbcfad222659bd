// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpellingTest {
    private static final List<String> COMMANDS = List.of("init", "plan", "apply", "validate", "--detailed-exitcode",
            "--file");

    @Test
    void findsTheWordWithSwappedMissingAndWrongLetters() {
        assertThat(Spelling.nearest("inti", COMMANDS)).containsExactly("init");
        assertThat(Spelling.nearest("aply", COMMANDS)).containsExactly("apply");
        assertThat(Spelling.nearest("valudate", COMMANDS)).containsExactly("validate");
        assertThat(Spelling.nearest("--detailed-exit-code", COMMANDS)).containsExactly("--detailed-exitcode");
    }

    @Test
    void staysSilentWhenNothingIsNear() {
        assertThat(Spelling.nearest("frobnicate", COMMANDS)).isEmpty();
        assertThat(Spelling.nearest("x", COMMANDS)).isEmpty();
    }
}
