// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.value.ValueFormatException;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7:51820", "[2001:db8::7]:1", "vpn.example.net:65535", "host:80"})
    void printsWhatItRead(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @Test
    void tellsAddressesFromNames() {
        assertThat(Endpoint.parse("203.0.113.7:1").host()).isInstanceOf(NetworkHost.Literal.class);
        assertThat(Endpoint.parse("[::1]:1").host()).isInstanceOf(NetworkHost.Literal.class);
        assertThat(Endpoint.parse("VPN.Example.net.:1").host()).isInstanceOf(NetworkHost.Named.class)
                .hasToString("vpn.example.net");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "host", "host:", ":51820", "host:0", "host:65536", "host:051820", "host:+1",
            "host:1 ", "2001:db8::7:51820", "2001:db8::7", "[2001:db8::7]", "[203.0.113.7]:1", "[host]:1", "[]:1",
            "[::1:1", "::1]:1", "10.1:51820", "1:51820", "0x7f000001:1", "a;reboot:1", "$(id):1", "`id`:1",
            "a b:1", "a\nb:1", "-oProxyCommand:1", "203.0.113.7.:1"})
    void refusesWhatIsNotHostAndPort(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void saysThatAnIpV6AddressNeedsBrackets() {
        assertThatThrownBy(() -> Endpoint.parse("2001:db8::7:51820")).hasMessageContaining("brackets");
    }
}
