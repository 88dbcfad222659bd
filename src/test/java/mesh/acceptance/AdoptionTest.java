// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;
import mesh.lab.StepGate;

/** What somebody made by hand is there again when the first apply is not confirmed, and mesh takes it over when it is. */
class AdoptionTest {
    private static final String PLAIN = """
            mesh: adopt
            network: {ipv4: 10.94.0.0/24}
            """;
    private static final String WINDOW = "6";

    @TempDir
    Path folder;

    @Test
    void aHandMadeWgQuickInterfaceIsBackAndLaterTakenOver() {
        try (Fleet fleet = Fleet.start(folder, "adopt", lab -> lab.linux("subject").linux("friend"))) {
            Friend friend = Friend.of(fleet);
            LabHost subject = fleet.host("subject");
            subject.put("/etc/wireguard/wg0.conf", "0600", "# by hand\n[Interface]\nPrivateKey = " + friend.key()
                    + "\nAddress = 172.30.0.1/24\nListenPort = 4711\n[Peer]\nPublicKey = " + friend.peer()
                    + "\nAllowedIPs = 172.30.0.2/32\nEndpoint = " + friend.endpoint() + "\n");
            subject.run("wg-quick up wg0").orThrow();

            isBackAfterAKill(fleet, "cat /etc/wireguard/wg0.conf; wg showconf wg0; ip -o addr show dev wg0");
        }
    }

    @Test
    void aRunningInterfaceWithoutAnyFileIsBackAndLaterTakenOver() {
        try (Fleet fleet = Fleet.start(folder, "adopt", lab -> lab.linux("subject").linux("friend"))) {
            Friend friend = Friend.of(fleet);
            LabHost subject = fleet.host("subject");
            subject.put("/root/key", "0600", friend.key());
            subject.run("ip link add wg0 type wireguard 2>/dev/null || wireguard-go wg0 >/dev/null 2>&1").orThrow();
            subject.run("wg set wg0 private-key /root/key listen-port 4711 peer " + friend.peer()
                    + " allowed-ips 172.30.0.2/32 endpoint " + friend.endpoint()
                    + " && ip addr add 172.30.0.1/24 dev wg0 && ip link set wg0 up").orThrow();

            isBackAfterAKill(fleet, "wg showconf wg0; ip -o addr show dev wg0");
        }
    }

    @Test
    void aHandMadeHostnameIfIsBackAndLaterTakenOver() {
        try (Fleet fleet = Fleet.start(folder, "adopt", lab -> lab.openBsd("subject").linux("friend"))) {
            Friend friend = Friend.of(fleet);
            LabHost subject = fleet.host("subject");
            String[] endpoint = friend.endpoint().split(":");
            subject.put("/etc/hostname.wg0", "0640", "# by hand\nwgkey " + friend.key() + "\nwgport 4711\nwgpeer "
                    + friend.peer() + " wgendpoint " + endpoint[0] + " " + endpoint[1]
                    + " wgaip 172.30.0.2/32\ninet 172.30.0.1/24\n");
            subject.run("sh /etc/netstart wg0").orThrow();

            isBackAfterAKill(fleet,
                    "cat /etc/hostname.wg0; ifconfig wg0 | grep -v -e index -e tx: -e handshake -e wgendpoint");
        }
    }

    /** @param look prints everything that has to be as it was */
    private static void isBackAfterAKill(Fleet fleet, String look) {
        LabHost subject = fleet.host("subject");
        String before = withoutEndpoints(subject.run(look).orThrow());
        assertThat(subject.run("ping -c 1 -w 10 172.30.0.2")).as("by hand").matches(result -> result.ok());
        fleet.spec(PLAIN, fleet.callable("subject"));

        killedAt(fleet, "through");
        Waiting.until("the hand-made interface", Duration.ofSeconds(25),
                () -> subject.run("test ! -e /etc/mesh/wg0/armed").ok());

        assertThat(withoutEndpoints(subject.run(look).orThrow())).isEqualTo(before);
        assertThat(subject.run("ping -c 1 -w 10 172.30.0.2")).as("by hand again").matches(result -> result.ok());
        fleet.apply("--overwrite-foreign").exits(0);
        assertThat(subject.run("ping -c 1 -w 2 172.30.0.2").ok()).isFalse();
        fleet.program().run("plan", "--detailed-exitcode").exits(0);
    }

    private static void killedAt(Fleet fleet, String step) {
        try (StepGate gate = fleet.host("subject").stopAt(step);
                Controller controller = Controller.start(fleet.folder(), "apply", "--auto-approve",
                        "--overwrite-foreign", "--confirm-timeout", WINDOW)) {
            gate.awaitReached(Duration.ofSeconds(60));
            controller.kill();
            gate.release();
        }
    }

    /** A roamed endpoint is nobody's configuration, nor is an address that is still looked for elsewhere on the link. */
    private static String withoutEndpoints(String text) {
        return text.replaceAll("(?m)^Endpoint = .*\n", "").replaceAll("valid_lft.*", "").replace(" tentative", "");
    }

    /** The other end of the hand-made tunnel, of which mesh knows nothing. */
    private record Friend(String key, String peer, String endpoint) {
        static Friend of(Fleet fleet) {
            LabHost friend = fleet.host("friend");
            String key = friend.run("wg genkey").orThrow().strip();
            String publicKey = friend.run("wg pubkey", key).orThrow().strip();
            String own = friend.run("wg genkey | tee /root/own | wg pubkey").orThrow().strip();
            friend.run("wireguard-go wg7 >/dev/null 2>&1 && wg set wg7 private-key /root/own listen-port 4712 peer "
                    + publicKey + " allowed-ips 172.30.0.1/32 && ip addr add 172.30.0.2/24 dev wg7 &&"
                    + " ip link set wg7 up").orThrow();
            return new Friend(key, own, friend.address() + ":4712");
        }
    }
}
