// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

class CidrTest {
    @Test
    void refusesHostBitsAndSaysWhatToWrite() {
        assertThatThrownBy(() -> Cidr.parse("10.9.0.1/24")).isInstanceOf(ValueFormatException.class)
                .hasMessageContaining("write 10.9.0.0/24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "10.9.0.0", "10.9.0.0/", "/24", "10.9.0.0/33", "::/129", "10.9.0.0/-1",
            "10.9.0.0/024", "10.9.0.0/+24", "10.9.0.0/24 ", "10.9.0.0/24/24", "10.9.0.0/255.255.255.0", "10.9/16",
            "10.9.0.0/999", "10.9.0.0/4294967320", "name/24", "fd00::1/64"})
    void refusesWhatIsNotANetwork(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void saysWhichLengthsThereAre() {
        assertThatThrownBy(() -> Cidr.parse("10.9.0.0/99"))
                .hasMessage("'10.9.0.0/99' has no such prefix: 99 is outside 0..32");
    }

    @Test
    void containsOnlyItsOwnFamily() {
        Cidr all = Cidr.parse("0.0.0.0/0");
        assertThat(all.contains(IpAddress.parse("255.255.255.255"))).isTrue();
        assertThat(all.contains(IpAddress.parse("::1"))).isFalse();
        assertThat(all.overlaps(Cidr.parse("::/0"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.9.0.0/16, true", "10.9.0.0/16, 10.0.0.0/8, true", "10.9.0.0/24, 10.9.0.0/24, true",
            "10.9.0.0/24, 10.9.1.0/24, false", "fd00::/8, fd12::/16, true", "fd00::/16, fd01::/16, false"})
    void overlapsWhereOneContainsTheOther(String one, String other, boolean expected) {
        assertThat(Cidr.parse(one).overlaps(Cidr.parse(other))).isEqualTo(expected);
    }

    @Test
    void containsTheNarrowerButNotTheWiderNetwork() {
        assertThat(Cidr.parse("10.0.0.0/8").contains(Cidr.parse("10.0.0.0/9"))).isTrue();
        assertThat(Cidr.parse("10.0.0.0/9").contains(Cidr.parse("10.0.0.0/8"))).isFalse();
    }

    @Test
    void countsItsAddresses() {
        assertThat(Cidr.parse("10.9.0.0/24").size()).isEqualTo(256);
        assertThat(Cidr.parse("::/0").size()).isEqualTo(BigInteger.TWO.pow(128));
        assertThat(Cidr.host(IpAddress.parse("fd00::1"))).hasToString("fd00::1/128");
        assertThat(Cidr.host(IpAddress.parse("10.9.0.1")).size()).isOne();
    }

    @Test
    void sortsByNetworkThenByLength() {
        assertThat(Stream.of("::/0", "10.9.0.0/24", "10.9.0.0/16", "9.0.0.0/8").map(Cidr::parse).sorted())
                .map(Cidr::toString).containsExactly("9.0.0.0/8", "10.9.0.0/16", "10.9.0.0/24", "::/0");
    }

    @Test
    void keepsTheHostBitsOfAnInterfaceAddress() {
        InterfaceAddress address = InterfaceAddress.parse("10.9.0.1/24");
        assertThat(address).hasToString("10.9.0.1/24");
        assertThat(address.connected()).isEqualTo(Cidr.parse("10.9.0.0/24"));
        assertThatThrownBy(() -> InterfaceAddress.parse("10.9.0.1")).isInstanceOf(ValueFormatException.class);
        assertThatThrownBy(() -> InterfaceAddress.parse("10.9.0.1/33")).isInstanceOf(ValueFormatException.class);
    }
}
