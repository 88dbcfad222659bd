// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabHost;

/** A host with systemd becomes a relay, runs what the spec says, and is none any more when the spec says so. */
class RelayStoriesTest {
    private static final String HEAD = """
            mesh: relays
            network: {ipv4: 10.97.0.0/24}
            """;
    private static final String ANNA = "anna: de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
    private static final String BERT = "bert: 8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
    private static final Path AGENT = Path.of(System.getProperty("mesh.root", "."), "agent/target/mesh-agent.jar");
    private static final String UNIT = "mesh-relay-wg0.service";
    private static final String CERTIFICATE = "openssl s_client -connect 127.0.0.1:443 </dev/null 2>/dev/null";
    private static final String PROBE = "printf 'GET /derp/probe HTTP/1.1\\r\\nHost: relay\\r\\nConnection: close\\r\\n\\r\\n'"
            + " | openssl s_client -quiet -ign_eof -connect 127.0.0.1:443 2>/dev/null | head -n 1";

    @TempDir
    Path folder;

    @Test
    void aHostBecomesARelayAndStopsBeingOne() {
        new Program(folder).run("version").exits(0); // which builds what is to be built
        assumeTrue(Files.exists(AGENT), "this build makes no " + AGENT);
        try (Fleet fleet = Fleet.start(folder, "relays",
                lab -> lab.linux("alder", HostOption.withSystemd()).linux("birch", HostOption.withSystemd()))) {
            LabHost alder = fleet.host("alder");
            spec(fleet, "relay: true", ANNA, BERT);

            // Something else has the port: the host goes back, and so does its service.
            String other = alder.run("openssl s_server -accept 443 -nocert -quiet </dev/zero >/dev/null 2>&1 & echo $!")
                    .orThrow().strip();
            Waiting.until("the port is taken", () -> alder.run("ss -Hltn 'sport = :443' | grep -q 443").ok());
            assertThat(fleet.apply().exits(5).out() + fleet.read("mesh.lock")).contains("relay-key: ");
            assertThat(alder.run("systemctl is-active " + UNIT).ok()).isFalse();
            alder.run("kill " + other).orThrow();

            Program.Run first = fleet.apply().exits(0);
            assertThat(first.out()).contains("+ relay at " + alder.address() + ":443, stun 3478, self-signed");
            answersWithItsPin(fleet, alder);
            assertThat(fleet.apply().exits(0).out()).contains("No changes");
            assertThat(fleet.program().run("relays", "--format", "derp-map").exits(0).out())
                    .contains("\"CertName\"", pin(fleet));

            String process = mainProcess(alder);
            spec(fleet, "relay: true", ANNA);
            assertThat(fleet.apply().exits(0).out()).contains("~ relay takes the list of its clients anew");
            assertThat(mainProcess(alder)).isEqualTo(process);
            assertThat(alder.run("cat /etc/mesh/relay-wg0/clients").orThrow()).contains(" anna").doesNotContain("bert");

            alder.run("systemctl stop " + UNIT).orThrow();
            assertThat(fleet.program().run("drift").exits(2).out()).contains("relay");
            assertThat(fleet.apply().exits(0).out()).contains("~ relay is started again");
            answersWithItsPin(fleet, alder);

            relaysThatForwardCallEachOther(fleet);

            spec(fleet, "tags: [web]", ANNA);
            assertThat(fleet.apply().exits(0).out()).contains("- relay, its key and its certificate");
            assertThat(alder.run("ls -d /etc/mesh/relay-wg0 /usr/local/lib/mesh /etc/systemd/system/" + UNIT).out())
                    .isEmpty();
            assertThat(alder.run("systemctl is-active " + UNIT).ok()).isFalse();
        }
    }

    @Test
    void anOpenBsdHostRunsOneUnderAUserOfItsOwn() {
        new Program(folder).run("version").exits(0);
        assumeTrue(Files.exists(AGENT), "this build makes no " + AGENT);
        try (Fleet fleet = Fleet.start(folder, "relays", lab -> lab.linux("birch").openBsd("cedar"))) {
            LabHost cedar = fleet.host("cedar");
            assumeTrue(cedar.run("pkg_add -I jdk%25 && rm /usr/local/jdk-25").ok(),
                    "the model's package of Java is the machine's JDK 25, and there is none below /usr/lib/jvm");
            openBsdSpec(fleet, "relay: {port: 8443}", ANNA, BERT);
            Program.Run first = fleet.apply().exits(0);
            assertThat(first.out()).contains("+ relay at " + cedar.address() + ":8443, stun 3478");
            assertThat(cedar.run("ps -axo user,args | grep '[r]elay --config'").orThrow()).startsWith("_mesh")
                    .contains("/usr/local/lib/mesh/java/bin/java");
            assertThat(cedar.run("ls -d /usr/local/jdk-25").ok()).isTrue();
            assertThat(fleet.host("birch").run(PROBE.replace("127.0.0.1:443", cedar.address() + ":8443")).orThrow())
                    .startsWith("HTTP/1.1 200");
            assertThat(fleet.apply().exits(0).out()).contains("No changes");

            String process = cedar.run("pgrep -f '[r]elay --config'").orThrow();
            openBsdSpec(fleet, "relay: {port: 8443}", ANNA);
            assertThat(fleet.apply().exits(0).out()).contains("~ relay takes the list of its clients anew");
            assertThat(cedar.run("pgrep -f '[r]elay --config'").orThrow()).isEqualTo(process);
            cedar.run("rcctl stop mesh_relay_wg0").orThrow();
            assertThat(fleet.program().run("drift").exits(2).out()).contains("relay");

            openBsdSpec(fleet, "tags: [web]", ANNA);
            assertThat(fleet.apply().exits(0).out()).contains("- relay, its key and its certificate");
            assertThat(cedar.run("rcctl ls on; ls -d /etc/mesh/relay-wg0 /etc/rc.d/mesh_relay_wg0 /usr/local/lib/mesh"
                    + " /var/run/mesh_relay_wg0 /etc/login.conf.d/mesh_relay_wg0").out()).isEmpty();
        }
    }

    private static void openBsdSpec(Fleet fleet, String relay, String... clients) {
        fleet.spec(HEAD + "relays: {admit: {" + String.join(", ", clients) + "}}\n", fleet.callable("birch"),
                fleet.callable("cedar", relay));
    }

    /** The second one has a certificate from elsewhere, and shows the next one without a new start. */
    private static void relaysThatForwardCallEachOther(Fleet fleet) {
        LabHost birch = fleet.host("birch");
        String issue = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=%s"
                + " -keyout /etc/ssl/private/relay.key -out /etc/ssl/relay.crt 2>/dev/null";
        birch.run("mkdir -p /etc/ssl/private && " + issue.formatted("first")).orThrow();
        fleet.spec(HEAD + "relays: {forward: true, admit: {" + ANNA + "}}\n", fleet.callable("alder", "relay: true"),
                fleet.callable("birch",
                        "relay: {certificate: {file: /etc/ssl/relay.crt, key: /etc/ssl/private/relay.key}}"));
        assertThat(fleet.apply().exits(0).out()).contains("forwards to alder");
        Waiting.until("birch is let in by alder",
                () -> birch.run("journalctl -u " + UNIT + " | grep -q mesh-link-up").ok());
        assertThat(birch.run(CERTIFICATE + " | openssl x509 -noout -subject").orThrow()).contains("first");
        String process = mainProcess(birch);
        birch.run(issue.formatted("second") + " && systemctl reload " + UNIT).orThrow();
        Waiting.until("the renewed certificate is shown",
                () -> birch.run(CERTIFICATE + " | openssl x509 -noout -subject").out().contains("second"));
        assertThat(mainProcess(birch)).isEqualTo(process);
    }

    private static void spec(Fleet fleet, String relay, String... clients) {
        fleet.spec(HEAD + "relays: {admit: {" + String.join(", ", clients) + "}}\n",
                fleet.callable("alder", relay), fleet.callable("birch"));
    }

    private static String pin(Fleet fleet) {
        Matcher line = Pattern.compile("relay-pin: \"?(sha256-raw:[0-9a-f]{64})").matcher(fleet.read("mesh.lock"));
        assertThat(line.find()).isTrue();
        return line.group(1);
    }

    private static void answersWithItsPin(Fleet fleet, LabHost relay) {
        assertThat("sha256-raw:" + relay.run(CERTIFICATE + " | openssl x509 -outform DER | sha256sum").orThrow())
                .startsWith(pin(fleet));
        assertThat(relay.run(PROBE).orThrow()).startsWith("HTTP/1.1 200");
    }

    private static String mainProcess(LabHost host) {
        return host.run("systemctl show -p MainPID --value " + UNIT).orThrow().strip();
    }
}
