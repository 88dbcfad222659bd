// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import mesh.fuzz.Mutations;
import mesh.net.IpAddress;
import mesh.net.IpV4;

import org.junit.jupiter.api.Test;

class DefaultGatewayTest {
    private static final String HEADER = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
    private static final String LINUX = HEADER
            + "wlan0\t00000000\t0100A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
            + "eth0\t00000000\tFE01A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
            + "eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n";

    /** As route(8) of OpenBSD 7 prints it. */
    private static final String OPENBSD = """
               route to: default
            destination: default
                   mask: default
                gateway: 192.168.1.254
              interface: em0
             if address: 192.168.1.20
               priority: 8 (static)
                  flags: <UP,GATEWAY,DONE,STATIC>
                 use       mtu    expire
                 421         0         0
            """;

    @Test
    void theDefaultRouteWithTheSmallestMetricCounts() {
        assertThat(DefaultGateway.ofLinux(LINUX)).contains(IpV4.parse("192.168.1.254"));
    }

    @Test
    void aDefaultRouteToADeviceHasNoRouter() {
        assertThat(DefaultGateway.ofLinux(HEADER + "wg0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n"))
                .isEmpty();
        assertThat(DefaultGateway.ofLinux(HEADER)).isEmpty();
        assertThat(DefaultGateway.ofLinux("")).isEmpty();
    }

    @Test
    void readsWhatOpenBsdPrints() {
        assertThat(DefaultGateway.ofOpenBsd(OPENBSD)).contains(IpAddress.parse("192.168.1.254"));
        assertThat(DefaultGateway.ofOpenBsd("route: writing to routing socket: No such process\n")).isEmpty();
        assertThat(DefaultGateway.ofOpenBsd(OPENBSD.replace("192.168.1.254", "link#3"))).isEmpty();
    }

    @Test
    void anyTextIsReadWithoutHarm() {
        Mutations mutations = new Mutations(List.of(LINUX.getBytes(StandardCharsets.ISO_8859_1),
                OPENBSD.getBytes(StandardCharsets.ISO_8859_1)), 4096, 3);
        for (long i = Mutations.count(20_000); i > 0; i--) {
            String text = new String(mutations.next(), StandardCharsets.ISO_8859_1);
            DefaultGateway.ofLinux(text);
            DefaultGateway.ofOpenBsd(text);
        }
    }
}
