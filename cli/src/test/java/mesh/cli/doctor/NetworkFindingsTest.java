// SPDX-License-Identifier: Apache-2.0
package mesh.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import mesh.cli.doctor.Finding.Level;

class NetworkFindingsTest {
    private static final int MTU = 1420;
    private static final String GOOD = """
            {"version": 1, "udp": true, "port": 51820,
             "ipv4": {"mapped": "203.0.113.9:51820", "mapping": "endpoint-independent"},
             "ipv6": {"mapping": "unknown"},
             "router": {"address": "192.168.1.1", "pcp": true, "nat-pmp": false, "external": "203.0.113.9"},
             "relays": [{"name": "web", "stun-ipv4-ms": 12.3, "tcp-ms": 12.9, "https-ms": 40.1}],
             "captive-portal": "none", "clock-ahead-ms": -120,
             "mtu": {"device": "eth0", "device-bytes": 1500, "path-bytes": 1500, "relay": "web"}}
            """;

    private static List<String> texts(List<Finding> findings) {
        return findings.stream().map(finding -> finding.what() + ": " + finding.text()).toList();
    }

    private static Finding of(String json, String what) {
        return NetworkFindings.of(json, MTU).stream().filter(finding -> finding.what().equals(what)).reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void aNetworkThatLetsEverythingIsGood() {
        List<Finding> findings = NetworkFindings.of(GOOD, MTU);

        assertThat(findings).allSatisfy(finding -> assertThat(finding.level()).isEqualTo(Level.GOOD));
        assertThat(texts(findings)).containsExactly("UDP: packets get out and back",
                "IPv4: seen as 203.0.113.9:51820 by everybody", "router: 192.168.1.1 opens ports by PCP",
                "relay web: TCP 12.9 ms, HTTPS 40.1 ms, STUN 12.3 ms", "clock: as the relay's",
                "MTU: 1500 bytes pass, 1420 on the interface fit");
    }

    @Test
    void tellsWhatToDoWhereItIsNot() {
        assertThat(of(GOOD.replace("\"udp\": true", "\"udp\": false"), "UDP").level()).isEqualTo(Level.BAD);
        assertThat(of(GOOD.replace("endpoint-independent", "varies by destination").replace("\"pcp\": true",
                "\"pcp\": false"), "IPv4").advice()).contains("switch PCP or NAT-PMP on");
        assertThat(of(GOOD.replace("\"external\": \"203.0.113.9\"", "\"external\": \"100.64.3.1\""), "router").text())
                .contains("another NAT behind it");
        assertThat(of(GOOD.replace("\"tcp-ms\": 12.9", "\"problem\": \"no answer\""), "relay web"))
                .isEqualTo(Finding.bad("relay web", "no answer",
                        "see that the host can call its TCP port, or a proxy that does"));
        assertThat(of(GOOD.replace("-120", "-61000"), "clock").text()).isEqualTo("61 s ahead of the relay's");
        assertThat(of(GOOD.replace("\"path-bytes\": 1500", "\"path-bytes\": 1400"), "MTU").advice())
                .isEqualTo("write 'mtu: 1320' at the host");
        assertThat(of(GOOD.replace("\"none\"", "\"captive\""), "captive portal").level()).isEqualTo(Level.BAD);
    }

    @Test
    void whatIsNoSuchReportTellsNothing() {
        assertThat(NetworkFindings.of("agent.json: is not there", MTU)).isEmpty();
        assertThat(NetworkFindings.of(GOOD.replace("\"version\": 1", "\"version\": 9"), MTU)).isEmpty();
    }
}
