// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import mesh.value.ValueFormatException;

class CidrTest {
    @Test
    void refusesHostBitsAndSaysWhatToWrite() {
        assertThatThrownBy(() -> Cidr.parse("10.9.0.1/24")).isInstanceOf(ValueFormatException.class)
                .hasMessageContaining("write 10.9.0.0/24");
    }

    @Test
    void containsOnlyItsOwnFamily() {
        Cidr all = Cidr.parse("0.0.0.0/0");
        assertThat(all.contains(IpAddress.parse("255.255.255.255"))).isTrue();
        assertThat(all.contains(IpAddress.parse("::1"))).isFalse();
    }
}
