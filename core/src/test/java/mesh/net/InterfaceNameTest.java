// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

class InterfaceNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"wg0", "wg12", "mesh0", "abcdefghijkl100"})
    void takesLettersAndAUnit(String text) {
        assertThat(new InterfaceName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wg", "0", "wg00", "wg01", "WG0", "wg-0", "wg.0", "wg0.bak", "wg0~", "wg 0", "wg0 ",
            "wg0\n", "../wg0", "wg0;id", "$(id)0", "abcdefghijklm0", "abcdefghijkl1000", "wg999999"})
    void refusesWhatASystemOrAShellWouldReadOtherwise(String text) {
        assertThatThrownBy(() -> new InterfaceName(text)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void knowsWhatOpenBsdCreates() {
        assertThat(new InterfaceName("wg3").isOpenBsdWireGuard()).isTrue();
        assertThat(new InterfaceName("mesh0").isOpenBsdWireGuard()).isFalse();
    }
}
