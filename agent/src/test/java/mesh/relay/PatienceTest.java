// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

import mesh.derp.Frame;
import mesh.derp.RelayPrivateKey;
import mesh.peer.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Those who take their time, waited out, with times that are short. */
class PatienceTest {
    private static final Duration LOGIN = Duration.ofMillis(800);
    private static final Duration WRITE = Duration.ofMillis(600);
    /** A deadline is looked at four times a second, on a machine that may be busy. */
    private static final long SLACK_MILLIS = 3000;

    private final RelayScene scene = new RelayScene()
            .with(new Limits(100, 0, 1 << 20, 0, new Patience(LOGIN, WRITE, WRITE)));
    private final RelayPrivateKey alice = scene.admit("alice");
    private final RelayPrivateKey bob = scene.admit("bob");
    private final RelayPrivateKey carol = scene.admit("carol");
    private final long start = System.nanoTime();

    @BeforeEach
    void start() throws IOException {
        scene.start();
    }

    @AfterEach
    void stop() throws IOException {
        scene.close();
    }

    private long millis() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private void closedInTime(DerpPeer peer, int logins) throws IOException {
        assertThat(peer.isClosedByRelay()).isTrue();
        assertThat(millis()).isBetween(LOGIN.toMillis(), logins * LOGIN.toMillis() + SLACK_MILLIS);
        Await.until("it is counted, and gone", 5,
                () -> scene.count(Counter.LOGINS_TIMED_OUT) == 1 && scene.relay().connections() == 0);
    }

    @Test
    void aConnectionOnWhichNothingIsSaid() throws IOException {
        closedInTime(DerpPeer.open(scene.address(), false, alice), 1);
    }

    @Test
    void aHandshakeThatStopsInTheMiddle() throws IOException {
        DerpPeer peer = DerpPeer.open(scene.address(), false, alice);
        peer.out.write(new byte[]{0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3});
        peer.out.flush();
        closedInTime(peer, 1);
    }

    @Test
    void aRequestThatComesByteByByte() throws Exception {
        DerpPeer peer = scene.open();
        Thread drip = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; true; i++) {
                    peer.write(i == 0 ? "GET /derp HTTP/1.1\r\nX: " : "x");
                    Thread.sleep(50);
                }
            } catch (IOException | InterruptedException ended) {
                return;
            }
        });
        closedInTime(peer, 1);
        drip.interrupt();
        drip.join();
    }

    @Test
    void anUpgradeWithoutAGreeting() throws IOException {
        DerpPeer peer = scene.open();
        peer.upgrade();
        peer.expect(Frame.ServerKey.class);
        closedInTime(peer, 2);
    }

    @Test
    void aClientThatIsLoggedInMayBeQuiet() throws Exception {
        DerpPeer peer = scene.login(alice);
        Thread.sleep(LOGIN.plus(WRITE).plusMillis(500));
        peer.send(new Frame.Ping(3));
        assertThat(peer.receive()).isEqualTo(new Frame.Pong(3));
    }

    @Test
    void aClientThatReadsNothing() throws Exception {
        scene.login(alice);
        DerpPeer sender = scene.login(bob);
        DerpPeer other = scene.login(carol);
        byte[] packet = new byte[60_000];
        for (int i = 0; i < 100 && scene.count(Counter.SCLIENT_WRITE_TIMEOUTS) == 0; i++) {
            for (int j = 0; j < 20; j++) {
                sender.send(alice.publicKey(), packet);
            }
            other.send(new Frame.Ping(i));
            assertThat(other.receive()).isEqualTo(new Frame.Pong(i));
            Thread.sleep(101);
        }
        assertThat(scene.count(Counter.SCLIENT_WRITE_TIMEOUTS)).isEqualTo(1);
        Await.until("it is gone, and the others stay", 5, () -> scene.count(Counter.GAUGE_CLIENTS_LOCAL) == 2);
        assertThat(scene.log()).contains("logout name=alice").contains("does not read");
    }

    @Test
    void anIpV6NetworkIsOneStranger() throws IOException {
        AcceptLimits limits = new AcceptLimits();
        long now = 1;
        for (int i = 0; i < 5; i++) {
            assertThat(limits.allows(InetAddress.ofLiteral("2001:db8:1:2::" + i), 5, now)).isTrue();
        }
        assertThat(limits.allows(InetAddress.ofLiteral("2001:db8:1:2:ffff:ffff:ffff:ffff"), 5, now)).isFalse();
        assertThat(limits.allows(InetAddress.ofLiteral("2001:db8:1:3::1"), 5, now)).isTrue();
        assertThat(limits.allows(InetAddress.ofLiteral("192.0.2.1"), 5, now)).isTrue();
        assertThat(limits.allows(InetAddress.ofLiteral("2001:db8:1:2::1"), 5, now + 12_000_000_001L)).isTrue();
    }

    @Test
    void theSameAtAListener() throws IOException {
        try (RelayScene second = new RelayScene().on(new InetSocketAddress("::1", 0))
                .with(new Limits(100, 0, 1 << 20, 3)).start()) {
            int refused = 0;
            for (int i = 0; i < 5; i++) {
                try (Socket socket = new Socket()) {
                    socket.connect(second.address(), 2000);
                    socket.setSoTimeout(300);
                    refused += socket.getInputStream().read() < 0 ? 1 : 0;
                } catch (java.net.SocketTimeoutException open) {
                    continue;
                } catch (IOException reset) {
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(2);
        }
    }
}
