// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import mesh.value.ValueFormatException;

import org.junit.jupiter.api.Test;

class LoginKeyTest {
    private static final String KEY = "ssh-ed25519 " + FreshHost.KEY;

    @Test
    void readsALineOfAPublicKeyFile() {
        assertThat(LoginKey.parse(KEY + " anna@laptop\n").line()).isEqualTo(KEY + " anna@laptop");
        assertThat(LoginKey.parse(KEY).line()).isEqualTo(KEY + " mesh");
    }

    @Test
    void aCommentThatCouldBeACommandIsLeftOut() {
        for (String comment : List.of("$(id)", "a; reboot", "it's", "anna laptop", "a\"b", "`id`")) {
            assertThat(LoginKey.parse(KEY + " " + comment).comment()).isEqualTo("mesh");
        }
    }

    @Test
    void whatIsNoKeyIsRefusedAndNotRepeated() {
        for (String line : List.of("", "-----BEGIN OPENSSH PRIVATE KEY-----", "b3BlbnNzaC1rZXktdjEAAAAA c2VjcmV0",
                "ssh-rsa " + FreshHost.KEY, "command=\"reboot\" " + KEY, KEY.replace("AAAAC3", "AAAAC4"))) {
            assertThatThrownBy(() -> LoginKey.parse(line)).isInstanceOf(ValueFormatException.class)
                    .hasMessageNotContaining("c2VjcmV0");
        }
    }
}
