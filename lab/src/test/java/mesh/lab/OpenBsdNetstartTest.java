// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case is one statement about how netstart reads hostname.if(5), with a stub in the place of ifconfig. */
@ExtendWith(LabRequired.class)
class OpenBsdNetstartTest {

    /** Prints its arguments in angle brackets; the interface is always there. */
    private static final String STUB = """
            #!/bin/ksh
            (($# == 1)) && exit 0
            [[ $2 == fails ]] && exit 1
            for word in "$@"; do print -rn -- "<$word>"; done
            print
            """;

    static final String OTHER_USER = "/libexec/model/usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups ";

    private static Lab lab;
    private static LabHost host;

    @BeforeAll
    static void start() {
        lab = Lab.named("netstart").openBsd("obsd").start();
        host = lab.host("obsd");
        host.run("mkdir -p /tmp/stub /tmp/dir && touch /tmp/dir/f1 /tmp/dir/f2").orThrow();
        host.put("/tmp/stub/ifconfig", "0755", STUB);
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                arguments("a backslash joins lines", "wgpeer K \\\nwgaip 10.0.0.1/32\n",
                        "<wg0><wgpeer><K><wgaip><10.0.0.1/32>\n"),
                arguments("other backslashes vanish before the shell sees them", "descr a\\$NOTHING.b\n",
                        "<wg0><descr><a.b>\n"),
                arguments("a last line without its end is lost", "mtu 1400\nup", "<wg0><mtu><1400>\n"),
                arguments("a carriage return stays in the last word", "inet6 fd00::1/64\r\n",
                        "<wg0><inet6><fd00::1/64\r>\n"),
                arguments("blanks in quotes become one", "descr \"a  \t b\"\n", "<wg0><descr><a b>\n"),
                arguments("file names in the second line, in quotes too", "up\ndescr \"a * b\"\n",
                        "<wg0><up>\n<wg0><descr><a f1 f2 b>\n"),
                arguments("quotes protect a star in the first line", "descr \"a * b\"\n", "<wg0><descr><a * b>\n"),
                arguments("quotes protect a star after a comment", "up\n# text\ndescr \"a * b\"\n",
                        "<wg0><up>\n<wg0><descr><a * b>\n"),
                arguments("quotes protect a star after an empty line", "up\n\ndescr \"a * b\"\n",
                        "<wg0><up>\n<wg0><descr><a * b>\n"),
                arguments("the shell runs what a description holds", "wgdescr a$HOME;echo X\n",
                        "<wg0><wgdescr><a/root>\nX\n"),
                arguments("a command in dollar and brackets is run", "wgkey $(echo k)\n", "<wg0><wgkey><k>\n"),
                arguments("these are safe in double quotes", "descr \"; & | < > ( ) { } ~ % ! ^ # ' é\"\n",
                        "<wg0><descr><; & | < > ( ) { } ~ % ! ^ # ' é>\n"),
                arguments("single quotes work", "descr 'a $HOME'\n", "<wg0><descr><a $HOME>\n"),
                arguments("comments and empty lines do nothing", "# a\n  # b\n\n \t\n", ""),
                arguments("inet alone does nothing", "inet\n", ""),
                arguments("inet with mask and broadcast", "inet 10.0.0.1 255.255.255.0 10.0.0.255 up\n",
                        "<wg0><inet><10.0.0.1><netmask><255.255.255.0><broadcast><10.0.0.255><up>\n"),
                arguments("NONE is no broadcast", "inet 10.0.0.1 255.255.255.0 NONE\n",
                        "<wg0><inet><10.0.0.1><netmask><255.255.255.0>\n"),
                arguments("an alias shifts by one", "inet alias 10.0.0.1 255.255.255.255 NONE descr x\n",
                        "<wg0><inet><alias><10.0.0.1><netmask><255.255.255.255><descr><x>\n"),
                arguments("an option behind a prefix becomes a mask", "inet 10.0.0.1/24 mtu 1400\n",
                        "<wg0><inet><10.0.0.1/24><netmask><mtu><broadcast><1400>\n"),
                arguments("an option behind an IPv6 prefix becomes a length", "inet6 fd00::1/64 mtu 1400\n",
                        "<wg0><inet6><fd00::1/64><prefixlen><mtu><1400>\n"),
                arguments("inet6 alias with a length", "inet6 alias fd00::1 64\n",
                        "<wg0><inet6><alias><fd00::1><prefixlen><64>\n"),
                arguments("autoconf passes", "inet autoconf\ninet6 autoconf temporary\n",
                        "<wg0><inet><autoconf>\n<wg0><inet6><autoconf><temporary>\n"),
                arguments("words behind dhcp are lost", "dhcp a b\n", "<wg0><inet><autoconf>\n"),
                arguments("dest goes into the line before", "inet 10.0.0.1 255.255.255.255 NONE\ndest 10.0.0.2\n",
                        "<wg0><inet><10.0.0.1><10.0.0.2><netmask><255.255.255.255>\n"),
                arguments("dest with three words is lost", "up\ndest a b\n", "<wg0><up>\n"),
                arguments("a line with an exclamation mark is a command", "!echo on $if\n", "on wg0\n"),
                arguments("a command's backslashes are read twice", "!echo 'a\\\\tb'\n", "a\tb\n"),
                arguments("case counts", "INET 10.0.0.1\n", "<wg0><INET><10.0.0.1>\n"),
                arguments("an unknown word is passed on", "wgpip 10.0.0.1/32\n", "<wg0><wgpip><10.0.0.1/32>\n"),
                arguments("a failing line stops nothing", "fails\n!false\nup\n", "<wg0><up>\n"),
                arguments("exit ends it", "up\n!exit 0\nmtu 1400\n", "<wg0><up>\n"),
                arguments("an open quote ends it", "up\ndescr \"a\nmtu 1400\n", "<wg0><up>\n"),
                arguments("an open back quote ends it", "up\ndescr `a\nmtu 1400\n", "<wg0><up>\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void readsLinesAsTheManualAndTheSourceSay(String rule, String file, String expected) {
        host.put("/etc/hostname.wg0", "0640", file);
        assertThat(netstart("wg0").out()).as(rule).isEqualTo(expected);
    }

    @Test
    void printsCommandsUnevaluatedWithoutRunningThem() {
        host.put("/etc/hostname.wg0", "0640", "wgkey $(cat /etc/secret)\ninet 10.0.0.1/24\n!route add x $if\n");
        assertThat(netstart("-n wg0").out())
                .isEqualTo("ifconfig wg0 wgkey $(cat /etc/secret)\nifconfig wg0 inet 10.0.0.1/24\nroute add x wg0\n");
    }

    @ParameterizedTest
    @CsvSource({"0600,false", "0640,false", "0660,false", "0750,false", "0644,true", "0604,true"})
    void warnsAboutFilesOthersMayReadAndRepairsThem(String mode, boolean warned) {
        host.put("/etc/hostname.wg0", mode, "up\n");
        String warning = "WARNING: /etc/hostname.wg0 is insecure, fixing permissions.";
        assertThat(netstart("-n wg0").err().contains(warning)).isEqualTo(warned);
        assertThat(netstart("-n wg0").err()).doesNotContain(warning);
    }

    @Test
    void warnsAboutAnotherGroup() {
        host.put("/etc/hostname.wg0", "0640", "up\n");
        host.run("chgrp daemon /etc/hostname.wg0").orThrow();
        assertThat(netstart("wg0").err()).contains("is insecure");
        assertThat(host.run("stat -f %Sg /etc/hostname.wg0").out()).isEqualTo("wheel\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wg0.bak", "wg-0", "wg0~", "wg"})
    void passesOverNamesThatAreNoInterface(String name) {
        host.put("/etc/hostname." + name, "0640", "up\n");
        assertThat(netstart(name).out()).isEmpty();
        host.run("rm /etc/hostname." + name).orThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WG0", "wg00"})
    void acceptsNamesOnlyTheKernelRefuses(String name) {
        host.put("/etc/hostname." + name, "0640", "up\n");
        assertThat(netstart(name).out()).isEqualTo("<" + name + "><up>\n");
        host.run("rm /etc/hostname." + name).orThrow();
    }

    @Test
    void startsTunnelsLastAtBoot() {
        host.put("/etc/hostname.aaa0", "0640", "up\n");
        host.put("/etc/hostname.wg0", "0640", "up\n");
        host.put("/etc/hostname.vlan1", "0640", "up\n");
        String out = netstart("").out().replaceAll("(?m)^<vio0>.*\n", "");
        assertThat(out).isEqualTo("<aaa0><up>\n<vlan1><up>\n<wg0><up>\n");
        host.run("rm /etc/hostname.aaa0 /etc/hostname.vlan1").orThrow();
    }

    @Test
    void needsRoot() {
        assertThat(host.run(OTHER_USER + "sh /etc/netstart -n wg0").err()).contains("need root");
    }

    private static LabResult netstart(String arguments) {
        return host.run("cd /tmp/dir && PATH=/tmp/stub:$PATH sh /etc/netstart " + arguments);
    }
}
