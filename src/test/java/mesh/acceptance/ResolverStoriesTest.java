// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabHost;

/** The resolver of the system asks the mesh's DNS server for the mesh's names, and it for nothing else. */
class ResolverStoriesTest {
    private static final String HEAD = """
            mesh: resolvers
            network: {ipv4: 10.94.0.0/24, domain: home.mesh}
            names: {hosts-file: false, resolver: birch}
            """;
    /** Answers each question for an IPv4 address with 10.94.0.77, and writes the question's first word down. */
    private static final String DNS_SERVER = """
            use IO::Socket::INET;
            my $socket = IO::Socket::INET->new(LocalPort => 53, Proto => 'udp') or die;
            while ($socket->recv(my $query, 512)) {
                my $end = index($query, "\\0", 12) + 5;
                open(my $asked, '>>', '/root/asked');
                print $asked substr($query, 13, ord(substr($query, 12, 1))), "\\n";
                close $asked;
                my $is4 = unpack('n', substr($query, $end - 4, 2)) == 1;
                $socket->send(substr($query, 0, 2) . "\\x85\\x80\\0\\1\\0" . chr($is4) . "\\0\\0\\0\\0"
                    . substr($query, 12, $end - 12)
                    . ($is4 ? "\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\1\\0\\4" . pack('C4', 10, 94, 0, 77) : ''));
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aHostAsksTheMeshForItsNamesAndNobodyElse() {
        assumeTrue(Resolved.isThere(), "this machine has no systemd-resolved, and apt-get download does not bring it");
        try (Fleet fleet = Fleet.start(folder, "resolvers",
                lab -> lab.linux("alder", HostOption.withSystemd()).linux("birch"))) {
            LabHost alder = fleet.host("alder");
            spec(fleet, true);
            assertThat(fleet.apply().exits(4).out()).contains("does not run here: start it, or leave use-resolver out");
            Resolved.start(alder);
            assertThat(fleet.apply().exits(0).out())
                    .contains("+ resolver of the mesh in systemd-resolved: home.mesh by 10.94.0.2");
            assertThat(fleet.apply().exits(0).out()).contains("No changes");
            asksForTheMeshsNamesAlone(fleet);

            alder.run("resolvectl domain wg0 other.mesh").orThrow();
            assertThat(fleet.program().run("drift").exits(2).out())
                    .contains("resolver of the mesh in systemd-resolved: changed by another hand");
            assertThat(fleet.apply().exits(0).out()).contains("~ resolver of the mesh in systemd-resolved");
            alder.run("systemctl restart wg-quick@wg0.service").orThrow();
            fleet.program().run("drift").exits(0);

            spec(fleet, false);
            assertThat(fleet.apply().exits(0).out()).contains("- resolver of the mesh in systemd-resolved");
            assertThat(alder.run("resolvectl dns wg0; resolvectl domain wg0").orThrow())
                    .doesNotContain("10.94.0.2", "home.mesh");
        }
    }

    private static void spec(Fleet fleet, boolean asks) {
        fleet.spec(HEAD, fleet.callable("alder", "use-resolver: " + asks), fleet.callable("birch"));
    }

    private static void asksForTheMeshsNamesAlone(Fleet fleet) {
        LabHost birch = fleet.host("birch");
        birch.put("/root/dns", "0600", DNS_SERVER);
        birch.run("perl /root/dns </dev/null >/dev/null 2>&1 &").orThrow();
        LabHost alder = fleet.host("alder");
        Waiting.until("the DNS server answers",
                () -> alder.run("resolvectl query -4 printer.home.mesh").out().contains("10.94.0.77"));
        assertThat(alder.run("resolvectl query -4 scanner").out()).contains("10.94.0.77");
        assertThat(alder.run("resolvectl query -4 stranger.example.net").ok()).isFalse();
        assertThat(birch.run("cat /root/asked").orThrow()).contains("printer", "scanner").doesNotContain("stranger");
    }
}
