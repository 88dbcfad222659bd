// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import mesh.value.ValueFormatException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebFolderTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://mesh.example.org", "https://mesh.example.org/bundles", "http://10.0.0.1:8080/a/b",
            "https://[2001:db8::1]:8443/~mesh/v1.2", "http://server/a-b_c"})
    void readsFoldersOfWebServers(String text) {
        assertThat(WebFolder.parse(text)).hasToString(text);
    }

    @Test
    void dropsAFinalSlash() {
        assertThat(WebFolder.parse("https://mesh.example.org/bundles/"))
                .hasToString("https://mesh.example.org/bundles");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mesh.example.org", "ftp://mesh.example.org", "https://", "https:///bundles",
            "https://a/b?c", "https://a/b#c", "https://user@a/b", "https://a/$(id)", "https://a/`id`", "https://a/b;c",
            "https://a/b c", "https://a/../b", "https://a//b", "https://a:0/b", "https://a:70000/b", "https://[::1/b",
            "https://a/-o", "https://a/b\n", "https://a\"b"})
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> WebFolder.parse(text)).isInstanceOf(ValueFormatException.class);
    }
}
