// SPDX-License-Identifier: Apache-2.0
package mesh.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DnsNameTest {
    @ParameterizedTest
    @CsvSource({"vpn.example.net, vpn.example.net", "VPN.Example.NET., vpn.example.net", "localhost, localhost",
            "xn--bcher-kva.example, xn--bcher-kva.example", "4.example, 4.example", "1a, 1a"})
    void keepsTheLowerCaseNameWithoutItsFinalDot(String text, String expected) {
        assertThat(DnsName.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a..b", ".a", "a..", "-a.example", "a-.example", "a_b.example", "bücher.example",
            "\u212aiwi.example", "a b.example", "10.1", "1", "127.0.0.1", "0x7f.1", "0x7f000001", "example.0x",
            "example.123", "a\n.example", "*.example", "a/b", "a:1", "a@b"})
    void refusesWhatResolversReadOtherwise(String text) {
        assertThatThrownBy(() -> DnsName.parse(text)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void takes253CharactersInLabelsOf63() {
        String label = "x".repeat(63);
        String longest = String.join(".", label, label, label, "x".repeat(61));
        assertThat(DnsName.parse(longest).text()).hasSize(253);
        assertThatThrownBy(() -> DnsName.parse(longest + "x")).isInstanceOf(ValueFormatException.class);
        assertThatThrownBy(() -> DnsName.parse(label + "x.example")).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void lowersCaseTheSameWayInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(DnsName.parse("WIKI.EXAMPLE")).hasToString("wiki.example");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Property
    void everyTextIsRefusedOrStaysItself(@ForAll String text) {
        try {
            DnsName name = DnsName.parse(text);
            assertThat(DnsName.parse(name.toString())).isEqualTo(name);
            assertThat(name.text()).matches("[a-z0-9.-]+");
        } catch (ValueFormatException refused) {
            assertThat(refused.reason()).startsWith("is not a DNS name");
        }
    }
}
