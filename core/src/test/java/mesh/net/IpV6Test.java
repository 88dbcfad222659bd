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

class IpV6Test {
    /** RFC 5952 section 4: no leading zeros, the first longest run of two or more zero groups shortened, lower case. */
    @ParameterizedTest
    @CsvSource({"2001:0db8::0001, 2001:db8::1", "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
            "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
            "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", "2001:DB8::ABCD, 2001:db8::abcd", "0:0:0:0:0:0:0:0, ::",
            "0:0:0:0:0:0:0:1, ::1", "1:0:0:0:0:0:0:0, 1::", "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
            "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8", "fd00::, fd00::", "::ffff:1.2.3.4, ::ffff:102:304",
            "64:ff9b::192.0.2.33, 64:ff9b::c000:221", "1:2:3:4:5:6:7.8.9.10, 1:2:3:4:5:6:708:90a"})
    void printsTheCanonicalText(String text, String canonical) {
        assertThat(IpAddress.parse(text)).isInstanceOf(IpV6.class).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
            "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "12345::", "g::", ":1::2", "1::2:", "::1%eth0", "fe80::1%25eth0",
            "[::1]", "::1/64", "::1 ", " ::1", "::1\n", "::1.2.3", "::1.2.3.4:5", "1.2.3.4::", "1.2.3.4::5",
            "1.2.3.4::1.2.3.4",
            "::01.2.3.4", "::-1", "::٣", "::00001"})
    void refusesWhatIsNotAnAddress(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void staysIpV6WhenItMapsAnIpV4Address() {
        assertThat(IpAddress.parse("::ffff:10.9.0.1")).isNotEqualTo(IpAddress.parse("10.9.0.1"));
        assertThat(IpAddress.parse("::ffff:10.9.0.1").isV6()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ffff::ffff, 0, ::", "fd00:1:2:3:4:5:6:7, 64, fd00:1:2:3::", "fd00::ff, 126, fd00::fc",
            "fd00::ff, 128, fd00::ff", "ffff:ffff:ffff:ffff:ffff::, 65, ffff:ffff:ffff:ffff:8000::"})
    void masksHostBits(String address, int length, String expected) {
        assertThat(IpAddress.parse(address).masked(length)).hasToString(expected);
    }

    @Test
    void carriesIntoTheUpperHalfAndStopsAtTheEnd() {
        assertThat(IpAddress.parse("fd00::ffff:ffff:ffff:ffff").plus(BigInteger.ONE)).hasToString("fd00:0:0:1::");
        IpAddress last = IpAddress.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        assertThatThrownBy(() -> last.plus(BigInteger.ONE)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void sortsAsUnsignedNumbers() {
        assertThat(IpAddress.parse("7fff::")).isLessThan(IpAddress.parse("8000::"));
        assertThat(IpAddress.parse("::7fff:ffff:ffff:ffff")).isLessThan(IpAddress.parse("::8000:0:0:0"));
    }
}
