// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SshEndsTest {

    @Test
    void readsBothEnds() {
        assertThat(SshEnds.read("192.0.2.7 50022 fd00::1 22")).get().hasToString(
                "SshEnds[client=192.0.2.7, server=fd00::1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UNKNOWN 65535 UNKNOWN 65535", "192.0.2.7 50022 192.0.2.1", "fe80::1%eth0 1 fe80::2 22",
            "192.0.2.7  50022 192.0.2.1 22"})
    void knowsNothingOfAnythingElse(String text) {
        assertThat(SshEnds.read(text)).isEmpty();
    }
}
