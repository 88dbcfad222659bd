// SPDX-License-Identifier: Apache-2.0
package mesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import mesh.model.Format;
import mesh.net.Cidr;

import org.junit.jupiter.api.Test;

class WgQuickRoutesTest {
    private static final String PEER = """
            [Peer]
            PublicKey = OH4+0AvMrS8KZ+pPRMR3kiU01mmGnI7aXiLXFDP1USk=
            AllowedIPs = 10.9.0.2/32, 10.20.0.0/24
            """;

    private static InterfaceConfig read(String more) {
        return ConfigReader.read(Format.WG_QUICK,
                List.of(new ConfigFile("wg0.conf", "[Interface]\nAddress = 10.9.0.1/24\n" + more + PEER)));
    }

    @Test
    void routesAreMadeOfAllowedIps() {
        InterfaceConfig config = read("Table = auto\n");
        assertThat(config.routes()).containsExactly(Cidr.parse("10.9.0.2/32"), Cidr.parse("10.20.0.0/24"));
        assertThat(config.leftovers()).isEmpty();
    }

    @Test
    void commandsThatMakeTheSameRoutesSayTheSame() {
        for (String command : List.of("ip route add 10.20.0.0/24 dev %i", "ip -4 route replace 10.20.0.0/24 dev %i")) {
            InterfaceConfig config = read("Table = off\nPostUp = " + command + "\n");
            assertThat(config.routes()).containsExactly(Cidr.parse("10.20.0.0/24"));
            assertThat(config.leftovers()).isEmpty();
        }
    }

    @Test
    void aNetworkWithoutARouteCannotBeSaid() {
        InterfaceConfig config = read("Table = off\n");
        assertThat(config.routes()).isEmpty();
        assertThat(config.leftovers()).containsExactly(new Leftover(new Place("wg0.conf", 3), "Table", true));
    }

    @Test
    void otherCommandsCannotBeSaid() {
        for (String command : List.of("ip route add 10.20.0.0/24 dev eth0", "ip route del 10.20.0.0/24 dev %i",
                "ip route add 10.20.0.0/24 via 10.9.0.2 dev %i", "dev %i")) {
            assertThat(read("PostUp = " + command + "\n").leftovers())
                    .containsExactly(new Leftover(new Place("wg0.conf", 3), "PostUp", true));
        }
    }
}
