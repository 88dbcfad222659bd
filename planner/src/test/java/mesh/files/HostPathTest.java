// SPDX-License-Identifier: Apache-2.0
package mesh.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

class HostPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/etc/hostname.wg0", "/a", "/.mesh/..b/...", "/etc/wg-quick@wg0.service.d/50-mesh_X.conf"})
    void acceptsPlainComponents(String text) {
        assertThat(new HostPath(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "etc", "etc/passwd", "//etc", "/etc/", "/etc//passwd", "/.", "/etc/..",
            "/etc/./passwd", "/../etc", "/a b", "/a;b", "/a$b", "/a`b", "/a'b", "/a\nb", "/a\u0000", "/\u00e9"})
    void refusesWhatAShellOrTheTreeCouldTurnIntoSomethingElse(String text) {
        assertThatThrownBy(() -> new HostPath(text)).isInstanceOf(ValueFormatException.class);
    }
}
