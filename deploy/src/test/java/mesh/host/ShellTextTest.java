// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShellTextTest {
    private static final List<String> HOSTILE = List.of("", "a b", "'", "''", "$(reboot)", "`id`", "a;b", "\\", "\\n",
            "a\nb", "*", "~", "-n", "!", "é", "#x", "a'b\"c", "END", "$'x'");

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void everyShellReadsEveryWordBack(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        for (String value : HOSTILE) {
            assertThat(host.run("printf '[%s]' " + ShellText.word(value) + "\n").out()).isEqualTo("[" + value + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void everyShellPassesInputThroughUnchanged(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        String text = String.join("\n", HOSTILE) + "\nEND\nEND_\n\\\n $x\n\ttab\n";
        assertThat(host.run(ShellText.withInput("cat", text)).out()).isEqualTo(text);
        assertThat(host.run("main() {\n" + ShellText.withInput("cat", text) + "}\n{ main; }\n").out()).isEqualTo(text);
        assertThat(host.run(ShellText.withInput("cat", "")).out()).isEmpty();
    }

    @Test
    void refusesWhatNoShellCanCarry() {
        assertThatThrownBy(() -> ShellText.word("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShellText.withInput("cat", "no end")).isInstanceOf(IllegalArgumentException.class);
    }
}
