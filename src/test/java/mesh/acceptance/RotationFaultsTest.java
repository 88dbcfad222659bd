// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import mesh.lab.LabHost;
import mesh.lab.StepGate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something goes wrong while keys are replaced: nobody is without a valid key, and the same command goes on. */
class RotationFaultsTest {
    private static final Duration WINDOW = Duration.ofSeconds(6);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String[] ROTATE_ALDER = {"rotate", "--auto-approve", "--confirm-timeout",
            Long.toString(WINDOW.toSeconds()), "alder"};

    @TempDir
    Path folder;

    private Program.Run rotate(Fleet fleet) {
        return fleet.program().run(ROTATE_ALDER);
    }

    @Test
    void aSwitchThatNobodyConfirmsIsTakenBackByTheHostAndItsPeers() {
        try (Fleet fleet = RotationScene.three(folder, RotationScene.HOST_KEYS)) {
            fleet.apply().exits(0);
            Map<String, String> before = RotationScene.keys(fleet);
            RotationScene.Load load = new RotationScene.Load(fleet, "alder", "birch", "cedar");
            LabHost alder = fleet.host("alder");

            struckAtTheSwitch(fleet, Fault.KILL);
            String next = RotationScene.nextKey(fleet);
            isBack(fleet, before);

            Program.Run cut = struckAtTheSwitch(fleet, Fault.CUT_SSH).exits(5);
            assertThat(cut.err()).contains("alder: keeps its key: it did not switch");
            isBack(fleet, before);
            assertThat(RotationScene.nextKey(fleet)).isEqualTo(next).isNotEmpty();

            rotate(fleet).exits(0);
            assertThat(RotationScene.keys(fleet).get("alder")).isEqualTo(next);
            assertThat(alder.run("wg show wg0 public-key").orThrow().strip()).isEqualTo(next);
            RotationScene.nothingIsLeft(fleet);
            load.endsWithoutALongGap();
        }
    }

    /** The fault strikes when alder runs with its next key, and lasts until it has gone back. */
    private Program.Run struckAtTheSwitch(Fleet fleet, Fault fault) {
        FaultSubject subject = new FaultSubject(fleet, "alder", WINDOW, host -> true);
        List<String> wrong = new ArrayList<>();
        Program.Run run = subject.struck("through", fault, wrong, ROTATE_ALDER);
        assertThat(wrong).isEmpty();
        return run;
    }

    private static void isBack(Fleet fleet, Map<String, String> keys) {
        assertThat(fleet.host("alder").run("wg show wg0 public-key").orThrow().strip()).isEqualTo(keys.get("alder"));
        assertThat(RotationScene.keys(fleet)).isEqualTo(keys);
        Waiting.until("cedar to send to the key in use", () -> fleet.host("cedar").run("wg show wg0 allowed-ips")
                .orThrow().lines().anyMatch(line -> line.startsWith(keys.get("alder")) && line.contains("10.99.0.")));
        fleet.everyPairPings("alder", "birch", "cedar");
    }

    @Test
    void aPeerThatFallsSilentKeepsTheHostFromSwitching() {
        try (Fleet fleet = RotationScene.three(folder, RotationScene.HOST_KEYS)) {
            fleet.apply().exits(0);
            Map<String, String> before = RotationScene.keys(fleet);
            try (StepGate gate = fleet.host("birch").stopAt("armed");
                    Controller controller = Controller.start(folder, ROTATE_ALDER)) {
                gate.awaitReached(SOON);
                String next = RotationScene.nextKey(fleet);
                Waiting.until("cedar to have the next key", () -> fleet.host("cedar")
                        .run("wg show wg0 peers | grep -q " + next + " && test ! -e /etc/mesh/wg0/armed").ok());
                isLost(fleet.host("cedar"), gate);
                Program.Run silent = controller.await(SOON).exits(4);
                assertThat(silent.err()).contains("alder: keeps its key: cedar cannot");
            }
            assertThat(RotationScene.keys(fleet)).isEqualTo(before);
            fleet.everyPairPings("alder", "birch", "cedar");

            assertThat(rotate(fleet).exits(4).err()).contains("alder: keeps its key: cedar cannot be read");
            assertThat(RotationScene.keys(fleet)).isEqualTo(before);

            fleet.host("cedar").reboot();
            rotate(fleet).exits(0);
            assertThat(RotationScene.keys(fleet).get("alder")).isNotEqualTo(before.get("alder"));
            // Nobody has told the others that cedar was restarted.
            fleet.everyPairPings("cedar", "alder", "birch");
            RotationScene.nothingIsLeft(fleet);
        }
    }

    /** Nobody reaches it any more; who was held goes on. */
    private static void isLost(LabHost host, StepGate gate) {
        host.faults().stopSshd();
        host.faults().cutSessions();
        gate.release();
    }

    @Test
    void aPeerThatIsLostWhileItChangesKeepsTheHostFromSwitching() {
        try (Fleet fleet = RotationScene.three(folder, RotationScene.HOST_KEYS)) {
            fleet.apply().exits(0);
            Map<String, String> before = RotationScene.keys(fleet);
            try (StepGate gate = fleet.host("cedar").stopAt("through");
                    Controller controller = Controller.start(folder, ROTATE_ALDER)) {
                gate.awaitReached(SOON);
                isLost(fleet.host("cedar"), gate);
                Program.Run lost = controller.await(SOON.multipliedBy(2)).exits(4);
                assertThat(lost.err()).contains("alder: keeps its key: cedar cannot be heard");
            }
            assertThat(RotationScene.keys(fleet)).isEqualTo(before);
            fleet.everyPairPings("alder", "birch", "cedar");
        }
    }

    @Test
    void aPeerThatMeshDoesNotManageLosesTheHostOnlyWhenThatIsAsked() {
        try (Fleet fleet = Fleet.start(folder, "turn", lab -> lab.linux("alder").linux("friend"))) {
            LabHost friend = fleet.host("friend");
            String own = friend.run("wg genkey | tee /root/own | wg pubkey").orThrow().strip();
            fleet.spec(RotationScene.HOST_KEYS + """
                    externals:
                      friend: {public-key: %s, endpoint: "%s:4712", allowed-ips: [172.30.0.2/32]}
                    """.formatted(own, friend.address()), fleet.callable("alder"));
            fleet.apply().exits(0);
            String alder = fleet.meshAddress("alder", "ipv4");
            String before = RotationScene.keys(fleet).get("alder");
            friend.run(
                    "{ ip link add wg7 type wireguard 2>/dev/null || wireguard-go wg7 >/dev/null 2>&1; } && wg set wg7"
                            + " private-key /root/own listen-port 4712 && ip addr add 172.30.0.2/24 dev wg7 &&"
                            + " ip link set wg7 up && ip route add " + alder + "/32 dev wg7")
                    .orThrow();
            knows(fleet, before);
            friend.run("ping -c 1 -w 10 " + alder).orThrow();

            Program.Run refused = rotate(fleet).exits(1);
            assertThat(refused.err()).contains("friend would lose alder", "--despite-unmanaged");
            friend.run("ping -c 1 -w 10 " + alder).orThrow();

            fleet.program().run("rotate", "--auto-approve", "--despite-unmanaged", "alder").exits(0);
            assertThat(friend.run("ping -c 1 -w 3 " + alder).ok()).isFalse();
            friend.run("wg set wg7 peer " + before + " remove").orThrow();
            knows(fleet, RotationScene.keys(fleet).get("alder"));
            friend.run("ping -c 1 -w 10 " + alder).orThrow();
        }
    }

    /** What somebody does by hand at the other end. */
    private static void knows(Fleet fleet, String key) {
        fleet.host("friend").run("wg set wg7 peer " + key + " allowed-ips " + fleet.meshAddress("alder", "ipv4")
                + "/32 endpoint " + fleet.host("alder").address() + ":51820").orThrow();
    }
}
