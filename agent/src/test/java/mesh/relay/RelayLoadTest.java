// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import mesh.derp.Frame;
import mesh.derp.RelayPrivateKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many clients. {@code -Dload.idle=5000 -Dload.busy=200} are the numbers that docs give; these here are small. */
class RelayLoadTest {
    private static final int IDLE = Integer.getInteger("load.idle", 100);
    private static final int BUSY = Integer.getInteger("load.busy", 20);

    private final RelayScene scene = new RelayScene();

    @AfterEach
    void stop() throws IOException {
        scene.close();
    }

    private List<RelayPrivateKey> admit(String name, int count) {
        List<RelayPrivateKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(scene.admit(name + i));
        }
        return keys;
    }

    @Test
    void idleClientsCostLittleAndBusyOnesAreServed() throws Exception {
        List<RelayPrivateKey> idle = admit("idle", IDLE);
        List<RelayPrivateKey> busy = admit("busy", BUSY);
        scene.start();
        for (RelayPrivateKey key : idle) {
            scene.login(key);
        }
        try (RelayLoad load = new RelayLoad(scene.address(), true, busy, 1400)) {
            RelayLoad.Result result = load.run(3, 50);
            System.out.printf("%d idle, %d busy: %s%n", IDLE, BUSY, result);
            assertThat(scene.count(Counter.GAUGE_CLIENTS_LOCAL)).isEqualTo(IDLE + BUSY);
            assertThat(result.received()).isEqualTo(result.sent());
        }
    }

    @Test
    void aCertificateIsReplacedUnderLoadAndNoConnectionDrops() throws Exception {
        List<RelayPrivateKey> keys = admit("busy", 4);
        RelayPrivateKey late = scene.admit("late");
        scene.start();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger swaps = new AtomicInteger();
        Thread swapper = Thread.ofPlatform().start(() -> {
            while (!ended.get()) {
                scene.certificate(RelayScene.newCertificate()).reload();
                swaps.incrementAndGet();
            }
        });
        try (RelayLoad load = new RelayLoad(scene.address(), true, keys, 1400)) {
            RelayLoad.Result result = load.run(2, 200);
            for (int i = 0; i < 5; i++) {
                scene.login(late).close();
            }
            ended.set(true);
            swapper.join();
            System.out.printf("%d certificates: %s%n", swaps.get(), result);
            assertThat(result.received()).isEqualTo(result.sent());
            assertThat(scene.log()).doesNotContain("logout name=busy");
        }
        DerpPeer peer = scene.login(late);
        java.security.cert.Certificate shown = ((javax.net.ssl.SSLSocket) peer.socket).getSession()
                .getPeerCertificates()[0];
        assertThat(shown).isEqualTo(scene.settings().tls().orElseThrow().chain().getFirst());
    }

    @Test
    void afterARestartAllClientsAreBackWithinFiveSeconds() throws Exception {
        List<RelayPrivateKey> keys = admit("client", Math.min(BUSY, 200));
        scene.start();
        InetSocketAddress address = scene.address();
        List<DerpPeer> before = new ArrayList<>();
        for (RelayPrivateKey key : keys) {
            before.add(scene.login(key));
        }
        scene.relay().announceRestart(Duration.ofMillis(100), Duration.ofSeconds(30));
        for (DerpPeer peer : before) {
            peer.expect(Frame.Restarting.class);
        }
        scene.relay().close();
        long start = System.nanoTime();
        scene.on(address).start();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DerpPeer>> back = keys.stream().map(key -> clients.submit(() -> returning(key))).toList();
            for (Future<DerpPeer> peer : back) {
                peer.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d clients back after %.2f s%n", keys.size(), seconds);
        assertThat(scene.count(Counter.GAUGE_CLIENTS_LOCAL)).isEqualTo(keys.size());
        assertThat(seconds).isLessThan(5);
    }

    private DerpPeer returning(RelayPrivateKey key) throws IOException, InterruptedException {
        Thread.sleep((long) (Math.random() * 100));
        return DerpPeer.login(scene.address(), true, key);
    }
}
