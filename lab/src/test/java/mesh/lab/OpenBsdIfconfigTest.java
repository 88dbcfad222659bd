// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arity, limits, effects and print format of the wg options of ifconfig(8), one statement a case. */
@ExtendWith(LabRequired.class)
class OpenBsdIfconfigTest {

    private static final String A = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=";
    private static final String B = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBE=";

    private static Lab lab;
    private static LabHost host;

    @BeforeAll
    static void start() {
        lab = Lab.named("ifconfig").openBsd("obsd").start();
        host = lab.host("obsd");
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    /** Four lines: flags, index, port, groups. Anything more, and the interface has been used. */
    @BeforeEach
    void freshInterface() {
        host.run("""
                if ! ifconfig wg0 >/dev/null 2>&1; then
                  ifconfig wg0 create
                elif [ "$(ifconfig wg0 | grep -c .)" -ne 4 ] || ifconfig wg0 | grep -q ^wg0.*UP; then
                  ifconfig wg0 destroy && ifconfig wg0 create
                fi
                """).orThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            wgkey abc                              | invalid length
            wgkey AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB= | invalid base64
            wgkey AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA*E= | invalid base64
            wgkey                                  | requires argument
            wgport 65536                           | wgport
            wgport x                               | wgport
            wgrtable 256                           | wgrtable
            wgaip 10.0.0.0/8                       | wgaip: wgpeer not set
            wgpsk KEY                              | wgpsk: wgpeer not set
            wgpka 25                               | wgpka: wgpeer not set
            wgendpoint 10.0.0.1 1                  | wgendpoint: wgpeer not set
            wgdescr x                              | wgdescr: wgpeer not set
            wgpeer KEY wgendpoint 10.0.0.1:51820   | requires 2 arguments
            wgpeer KEY wgendpoint no.such.name 1   | no address associated
            wgpeer KEY wgpka off                   | wgpka
            wgpeer KEY wgpka 43201                 | wgpka
            wgpeer KEY wgaip 10.0.0.0/33           | wgaip
            wgpeer KEY wgaip 10.0.0.0/             | wgaip
            wgpeer KEY wgaip 10.0.0.1/32,10.0.0.2/32 | wgaip
            wgpeer KEY wgaip fd00::/129            | wgaip
            wgpip 10.0.0.1/32                      | wgpip: bad value
            wgpeer KEY wgpip 10.0.0.1/32           | wgpip: bad value
            mtu 9001                               | SIOCSIFMTU
            mtu 0                                  | SIOCSIFMTU
            inet 10.0.0.1 netmask 24               | non-contiguous mask
            inet 10.0.0.1/24 netmask mtu           | mtu: bad value
            nonsense                               | nonsense: bad value
            """)
    void refusesTheLineAndSaysWhy(String words, String message) {
        LabResult result = host.run("ifconfig wg0 " + words.replace("KEY", A));
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains(message);
        assertThat(host.run("ifconfig wg0").out()).doesNotContain("wgpeer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.5/24     | 10.0.0.5/24
            10.0.0.5        | 10.0.0.5/32
            10              | 10.0.0.0/8
            010.0.0.08/32   | 10.0.0.8/32
            fd00::ff/126    | fd00::ff/126
            fd00::1:2/64    | fd00::/64
            fd00::5         | fd00::5/128
            0.0.0.0/0       | 0.0.0.0/0
            ::/0            | ::/0
            """)
    void showsAllowedIpsAsTheDriverKeepsThem(String given, String shown) {
        host.run("ifconfig wg0 wgpeer " + A + " wgaip " + given).orThrow();
        assertThat(host.run("ifconfig wg0").out()).contains("\t\twgaip " + shown + "\n");
    }

    @Test
    void anErrorInTheLastWordLeavesEverythingAsItWas() {
        assertThat(host.run("ifconfig wg0 wgport 1000 wgpeer " + A + " wgaip 10.0.0.1/32 wgpeer " + B + " wgaip x"))
                .matches(r -> !r.ok());
        assertThat(host.run("ifconfig wg0").out()).doesNotContain("wgpeer").doesNotContain("wgport 1000");
    }

    @Test
    void printsTheStatusBlockTabForTab() {
        host.run("ifconfig wg0 wgport 51820 wgkey " + B + " && ifconfig wg0 wgpeer " + A + " wgdescr 'a b' wgpsk " + B
                + " wgpka 25 wgendpoint fd00::9 51821 wgaip 10.0.0.1/32 wgaip fd00::1/128 && ifconfig wg0 inet 10.0.0.9/24"
                + " && ifconfig wg0 description text").orThrow();
        String out = host.run("ifconfig wg0").orThrow();
        String index = out.replaceAll("(?s).*\tindex (\\d+).*", "$1");
        String key = out.replaceAll("(?s).*\twgpubkey (\\S+).*", "$1");
        assertThat(out).isEqualTo("""
                wg0: flags=80c3<UP,BROADCAST,RUNNING,NOARP,MULTICAST> mtu 1420
                \tdescription: text
                \tindex %s priority 0 llprio 3
                \twgport 51820
                \twgpubkey %s
                \twgpeer %s
                \t\twgdescr: a b
                \t\twgpsk (present)
                \t\twgpka 25 (sec)
                \t\twgendpoint fd00::9 51821
                \t\ttx: 0, rx: 0
                \t\twgaip fd00::1/128
                \t\twgaip 10.0.0.1/32
                \tgroups: wg
                \tinet 10.0.0.9 netmask 0xffffff00 broadcast 10.0.0.255
                """.formatted(index, key, A));
    }

    @Test
    void showsOnlyThePortToOthersThanRoot() {
        host.run("ifconfig wg0 wgport 51820 wgkey " + B + " wgpeer " + A).orThrow();
        assertThat(host.run(OpenBsdNetstartTest.OTHER_USER + "ifconfig wg0").orThrow()).contains("\twgport 51820\n")
                .doesNotContain("wgpubkey")
                .doesNotContain("wgpeer");
    }

    @Test
    void listsPeersForTheInterfaceAndItsGroupOnly() {
        host.run("ifconfig wg0 wgpeer " + A).orThrow();
        assertThat(host.run("ifconfig wg").out()).contains("wgpeer");
        assertThat(host.run("ifconfig -A").out()).contains("wgpeer").contains("vio0");
        assertThat(host.run("ifconfig; ifconfig -a").out()).doesNotContain("wgpeer").contains("wg0");
    }

    @Test
    void keepsWhatALineDoesNotMention() {
        host.run("ifconfig wg0 wgpeer " + A + " wgdescr one wgpka 25 wgpsk " + B
                + " wgendpoint 10.9.9.9 1000 wgaip 10.0.0.1/32; ifconfig wg0 wgpeer " + B).orThrow();
        host.run("ifconfig wg0 wgpeer " + A).orThrow();
        assertThat(host.run("ifconfig wg0").out()).contains("wgdescr: one", "wgpka 25 (sec)", "wgpsk (present)",
                "wgendpoint 10.9.9.9 1000", "wgaip 10.0.0.1/32", "wgpeer " + B);
        host.run("ifconfig wg0 wgpeer " + A + " -wgdescr -wgpsk wgpka 0").orThrow();
        assertThat(host.run("ifconfig wg0").out()).doesNotContain("wgdescr").doesNotContain("wgpsk")
                .doesNotContain("wgpka");
    }

    @Test
    void replacesAllowedIpsAsASetWhenTheLineHasAny() {
        host.run("ifconfig wg0 wgpeer " + A + " wgaip 10.0.0.1/32 wgaip 10.0.0.2/32").orThrow();
        host.run("ifconfig wg0 wgpeer " + A + " wgaip 10.0.0.3/32").orThrow();
        assertThat(host.run("ifconfig wg0").out()).contains("wgaip 10.0.0.3/32").doesNotContain("10.0.0.1/32");
    }

    @Test
    void movesAPrefixToAnotherPeerSilently() {
        host.run("ifconfig wg0 wgpeer " + A + " wgaip 10.0.0.1/32 wgaip 10.0.0.2/32").orThrow();
        assertThat(host.run("ifconfig wg0 wgpeer " + B + " wgaip 10.0.0.1/32").err()).isEmpty();
        assertThat(host.run("ifconfig wg0").out())
                .containsSubsequence("wgpeer " + A, "wgaip 10.0.0.2/32", "wgpeer " + B, "wgaip 10.0.0.1/32");
    }

    @Test
    void dropsPeersByNameAndAllAtOnceAndUnknownOnesWithoutError() {
        host.run("ifconfig wg0 wgpeer " + A + " wgpeer " + B).orThrow();
        host.run("ifconfig wg0 -wgpeer " + A).orThrow();
        host.run("ifconfig wg0 -wgpeer " + A).orThrow();
        assertThat(host.run("ifconfig wg0").out()).doesNotContain(A).contains(B);
        host.run("ifconfig wg0 -wgpeerall").orThrow();
        assertThat(host.run("ifconfig wg0").out()).doesNotContain(B);
    }

    @Test
    void cutsPeerDescriptionsAt63AndKeepsLongInterfaceDescriptionsOut() {
        host.run("ifconfig wg0 wgpeer " + A + " wgdescr " + "x".repeat(70)).orThrow();
        assertThat(host.run("ifconfig wg0").out()).contains("wgdescr: " + "x".repeat(63) + "\n");
        LabResult result = host.run("ifconfig wg0 description " + "y".repeat(64));
        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("SIOCSIFDESCR");
        assertThat(host.run("ifconfig wg0").out()).doesNotContain("description");
    }

    @Test
    void anAddressReplacesTheFirstOneAndItsRoutesAndAnAliasDoesNot() {
        host.run("ifconfig wg0 inet 10.1.0.1/24; route -qn add -inet 10.2.0.0/16 -iface 10.1.0.1").orThrow();
        host.run("ifconfig wg0 inet alias 10.3.0.1/24").orThrow();
        assertThat(host.run("route -n show -inet").out()).contains("10.2.0.0/16");
        host.run("ifconfig wg0 inet 10.1.0.2/24").orThrow();
        assertThat(host.run("ifconfig wg0").out()).contains("10.1.0.2", "10.3.0.1").doesNotContain("10.1.0.1 ");
        assertThat(host.run("route -n show -inet").out()).doesNotContain("10.2.0.0/16");
        host.run("ifconfig wg0 inet 10.3.0.1 -alias").orThrow();
        assertThat(host.run("ifconfig wg0").out()).doesNotContain("10.3.0.1");
    }

    @Test
    void addsNoRouteForAllowedIps() {
        host.run("ifconfig wg0 inet 10.1.0.1/24 && ifconfig wg0 wgpeer " + A + " wgaip 10.77.0.0/16").orThrow();
        assertThat(host.run("route -n show -inet").out()).contains("10.1.0.0/24").doesNotContain("10.77");
    }

    @Test
    void anAddressSetsTheInterfaceUp() {
        assertThat(host.run("ifconfig wg0").out()).startsWith("wg0: flags=8082<");
        host.run("ifconfig wg0 inet6 fd00::1/64").orThrow();
        assertThat(host.run("ifconfig wg0").out()).startsWith("wg0: flags=80c3<UP")
                .contains("inet6 fd00::1 prefixlen 64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wg00", "wg01", "wg99999999999", "abc0"})
    void refusesToCreate(String name) {
        assertThat(host.run("ifconfig " + name + " create").err()).contains("SIOCIFCREATE: Invalid argument");
    }

    @Test
    void needsAnInterfaceThatExists() {
        assertThat(host.run("ifconfig wg7 wgport 1").err()).contains("wg7: no such interface");
        assertThat(host.run("ifconfig wg0 create").err()).contains("File exists");
    }

    @Test
    void othersThanRootChangeNothing() {
        assertThat(host.run(OpenBsdNetstartTest.OTHER_USER + "ifconfig wg0 wgport 1")).matches(r -> !r.ok());
    }

    @Test
    void routesAreAddedShownAndDeletedAndASecondAddSaysSo() {
        host.run("ifconfig wg0 inet 10.1.0.1/24 && ifconfig wg0 inet6 fd00::1/64").orThrow();
        assertThat(host.run("route add -inet 10.4.0.0/16 10.1.0.1").out())
                .contains("add net 10.4.0.0/16: gateway 10.1.0.1");
        assertThat(host.run("route -n add -inet 10.4.0.0/16 10.1.0.1").err()).contains("File exists");
        assertThat(host.run("route -qn add -inet 10.4.0.0/16 10.1.0.1").err()).isEmpty();
        host.run("route -qn add -inet6 fd01::/64 fd00::1").orThrow();
        assertThat(host.run("route -n get 10.4.1.1").out()).contains("interface: wg0");
        assertThat(host.run("route -n show").out()).contains("fd01::/64");
        host.run("route -qn delete -inet 10.4.0.0/16 10.1.0.1").orThrow();
        assertThat(host.run("route -n show").out()).doesNotContain("10.4.0.0/16");
    }
}
