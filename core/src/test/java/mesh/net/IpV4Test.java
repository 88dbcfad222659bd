// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

class IpV4Test {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.9.0.1", "192.168.200.255", "255.255.255.255"})
    void printsWhatItRead(String text) {
        assertThat(IpAddress.parse(text)).isInstanceOf(IpV4.class).hasToString(text);
    }

    /** Short, octal, hexadecimal and padded forms, all of which resolvers read as some address. */
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "10.1", "10.1.1", "1.2.3.4.5", "010.0.0.1", "10.0.0.01", "0x7f.0.0.1",
            "2130706433", "256.0.0.1", "1.2.3.999", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4\n",
            "1.2.3.-4", "+1.2.3.4", "١.٢.٣.٤", "1.2.3.4/32", "1.2.3.4%eth0", "localhost"})
    void refusesWhatOnlyLooksLikeAnAddress(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void saysWhichOctetIsWrong() {
        assertThatThrownBy(() -> IpAddress.parse("10.0.0.08"))
                .hasMessage("'10.0.0.08' is not an IP address: octet '08' is not 0..255 without leading zeros");
    }

    @ParameterizedTest
    @CsvSource({"255.255.255.255, 0, 0.0.0.0", "10.9.77.201, 24, 10.9.77.0", "10.9.77.201, 31, 10.9.77.200",
            "10.9.77.201, 32, 10.9.77.201"})
    void masksHostBits(String address, int length, String expected) {
        assertThat(IpAddress.parse(address).masked(length)).hasToString(expected);
    }

    @Test
    void addsWithinTheFamilyOnly() {
        IpAddress last = IpAddress.parse("255.255.255.254").plus(BigInteger.ONE);
        assertThat(last).hasToString("255.255.255.255");
        assertThatThrownBy(() -> last.plus(BigInteger.ONE)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void sortsByNumberAndBeforeIpV6() {
        assertThat(IpAddress.parse("9.0.0.0")).isLessThan(IpAddress.parse("10.0.0.0"));
        assertThat(IpAddress.parse("255.255.255.255")).isLessThan(IpAddress.parse("::"));
    }
}
