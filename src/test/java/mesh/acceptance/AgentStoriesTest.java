// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabHost;
import mesh.lab.NatKind;

/** Two hosts that nobody can call find each other: by the relay of a third at once, directly soon after. */
class AgentStoriesTest {
    private static final String HEAD = """
            mesh: agents
            network: {ipv4: 10.98.0.0/24}
            """;
    private static final Path AGENT = Path.of(System.getProperty("mesh.root", "."), "agent/target/mesh-agent.jar");
    private static final String UNIT = "mesh-agent-wg0.service";
    /** The relay is called and its certificate checked, then WireGuard shakes hands through it; on a busy machine twice. */
    private static final int FIRST_ANSWER_SECONDS = 10;

    @TempDir
    Path folder;

    private static Fleet start(Path folder) {
        new Program(folder).run("version").exits(0); // which builds what is to be built
        assumeTrue(Files.exists(AGENT), "this build makes no " + AGENT);
        return Fleet.start(folder, "agents", lab -> lab.linux("web", HostOption.withSystemd())
                .router("home", NatKind.PORT_PRESERVING)
                .linux("nas", HostOption.withSystemd(), HostOption.behind("home"))
                .router("cafe", NatKind.PORT_PRESERVING)
                .linux("laptop", HostOption.withSystemd(), HostOption.behind("cafe"))
                .linux("pad", HostOption.withSystemd(), HostOption.behind("cafe")));
    }

    @Test
    void twoHostsBehindNatFindEachOtherAndStayTogether() {
        try (Fleet fleet = start(folder)) {
            LabHost nas = fleet.host("nas");
            spec(fleet, "nas", "laptop");
            assertThat(fleet.program().run("plan").exits(0).out())
                    .contains("+ agent finds ways to laptop, meets them at web, key (known after apply)");
            assertThat(fleet.apply().exits(0).out()).contains("+ agent finds ways to nas, meets them at web");
            String laptop = fleet.meshAddress("laptop", "ipv4");
            nas.run("ping -c 1 -w " + FIRST_ANSWER_SECONDS + " " + laptop).orThrow();
            untilDirect(fleet, "nas", "laptop");
            untilDirect(fleet, "laptop", "nas");
            assertThat(fleet.program().run("explain", "nas", "laptop", "--live").exits(0).out())
                    .contains("nas - laptop: by agents", "direct for");
            assertThat(fleet.apply().exits(0).out()).contains("No changes");

            doctorSaysWhatTheNetworkLetsIt(fleet, "nas");
            assertThat(fleet.program().run("doctor", "web").exits(1).err()).contains("web runs no agent");

            anotherHostDisturbsNothing(fleet, nas, laptop);
            aKilledAgentComesBackAndDirectPathsGoOn(fleet, nas, laptop);
            keysAreReplaced(fleet, nas, laptop);
            agentsGo(fleet, nas);
        }
    }

    @Test
    void anOpenBsdHostRunsOneByItsOwnInit() {
        new Program(folder).run("version").exits(0);
        assumeTrue(Files.exists(AGENT), "this build makes no " + AGENT);
        try (Fleet fleet = Fleet.start(folder, "agents", lab -> lab.linux("web", HostOption.withSystemd())
                .router("home", NatKind.PORT_PRESERVING).openBsd("cedar", HostOption.behind("home"))
                .router("cafe", NatKind.PORT_PRESERVING)
                .linux("laptop", HostOption.withSystemd(), HostOption.behind("cafe")))) {
            LabHost cedar = fleet.host("cedar");
            assumeTrue(cedar.run("pkg_add -I jdk%25 && rm /usr/local/jdk-25").ok(),
                    "the model's package of Java is the machine's JDK 25, and there is none below /usr/lib/jvm");
            spec(fleet, "cedar", "laptop");
            assertThat(fleet.apply().exits(0).out()).contains("+ agent finds ways to laptop, meets them at web");
            assertThat(cedar.run("rcctl check mesh_agent_wg0 && rcctl ls on").orThrow()).contains("mesh_agent_wg0");
            assertThat(cedar.run("ps -axo user,args | grep '[r]un --config'").orThrow()).startsWith("root")
                    .contains("/usr/local/lib/mesh/java/bin/java");
            assertThat(fleet.apply().exits(0).out()).contains("No changes");
            doctorSaysWhatTheNetworkLetsIt(fleet, "cedar");
            cedar.run("rcctl stop mesh_agent_wg0").orThrow();
            assertThat(fleet.program().run("drift").exits(2).out()).contains("agent");
            assertThat(fleet.apply().exits(0).out()).contains("~ agent is started again");

            fleet.spec(HEAD + "topology: {hubs: [web]}\n", fleet.callable("web"), block(fleet, "cedar"),
                    block(fleet, "laptop"));
            assertThat(fleet.apply().exits(0).out()).contains("- agent, and its key");
            assertThat(cedar.run("rcctl ls on; ls -d /etc/mesh/wg0/agent.key /etc/rc.d/mesh_agent_wg0"
                    + " /usr/local/lib/mesh /var/run/mesh_agent_wg0 /etc/login.conf.d/mesh_agent_wg0").out()).isEmpty();
        }
    }

    private static void doctorSaysWhatTheNetworkLetsIt(Fleet fleet, String host) {
        String found = fleet.program().run("doctor", host).exits(0).out();
        System.out.println(found);
        assertThat(found).contains("packets get out and back", "relay web").containsPattern("seen as 198\\.18\\.");
    }

    private static void anotherHostDisturbsNothing(Fleet fleet, LabHost nas, String laptop) {
        String process = mainProcess(nas);
        SteadyPing steady = SteadyPing.start(nas, laptop);
        spec(fleet, "nas", "laptop", "pad");
        assertThat(fleet.apply().exits(0).out()).contains("~ agent takes its peers and settings anew");
        steady.endsWithoutLoss();
        assertThat(mainProcess(nas)).isEqualTo(process);
        Waiting.until("pad answers", () -> nas.run("ping -c 1 -w 2 " + fleet.meshAddress("pad", "ipv4")).ok());
        assertThat(fleet.read("mesh.lock")).as("behind one NAT each has a port of its own").contains("port: 51820",
                "port: 51821");
        untilDirect(fleet, "pad", "laptop");
    }

    private static void aKilledAgentComesBackAndDirectPathsGoOn(Fleet fleet, LabHost nas, String laptop) {
        String process = mainProcess(nas);
        SteadyPing steady = SteadyPing.start(nas, laptop);
        nas.run("systemctl kill -s KILL " + UNIT).orThrow();
        Waiting.until("another agent runs", () -> !mainProcess(nas).equals(process) && nas.run(
                "test -e /run/mesh-agent-wg0/ready").ok());
        untilDirect(fleet, "nas", "laptop");
        steady.endsWithoutLoss();

        nas.run("systemctl stop " + UNIT).orThrow();
        assertThat(fleet.program().run("drift").exits(2).out()).contains("agent");
        assertThat(fleet.apply().exits(0).out()).contains("~ agent is started again");
        assertThat(fleet.apply().exits(0).out()).contains("No changes");
    }

    private static void keysAreReplaced(Fleet fleet, LabHost nas, String laptop) {
        fleet.program().run("rotate", "--auto-approve", "laptop").exits(0);
        nas.run("ping -c 1 -w 10 " + laptop).orThrow();
        untilDirect(fleet, "nas", "laptop");
        assertThat(fleet.apply().exits(0).out()).contains("No changes");
    }

    private static void agentsGo(Fleet fleet, LabHost nas) {
        fleet.spec(HEAD + "topology: {hubs: [web]}\n", fleet.callable("web"), block(fleet, "nas"),
                block(fleet, "laptop"));
        assertThat(fleet.apply().exits(0).out()).contains("- agent, and its key", "- relay, its key");
        assertThat(nas.run("ls -d /etc/mesh/wg0/agent.key /usr/local/lib/mesh /etc/systemd/system/" + UNIT
                + " /run/mesh-agent-wg0").out()).isEmpty();
        assertThat(nas.run("systemctl is-active " + UNIT).ok()).isFalse();
        nas.run("ping -c 1 -w 10 " + fleet.meshAddress("laptop", "ipv4")).orThrow();
        assertThat(fleet.read("mesh.lock")).doesNotContain("agent-key");
    }

    private static void spec(Fleet fleet, String... behindNat) {
        List<String> blocks = new ArrayList<>(List.of(fleet.callable("web", "relay: true")));
        for (String host : behindNat) {
            blocks.add(block(fleet, host));
        }
        fleet.spec(HEAD, blocks.toArray(String[]::new));
    }

    private static String block(Fleet fleet, String host) {
        return fleet.block(host, "behind-nat: true", "site: " + (host.equals("nas") ? "home" : "cafe"));
    }

    private static void untilDirect(Fleet fleet, String host, String peer) {
        Waiting.until(host + " sends to " + peer + " directly", Duration.ofSeconds(60), () -> fleet.program()
                .run("status", "--host", host).out().lines()
                .anyMatch(line -> line.strip().startsWith(peer + " ") && line.contains("direct for")));
    }

    private static String mainProcess(LabHost host) {
        return host.run("systemctl show -p MainPID --value " + UNIT).orThrow().strip();
    }
}
