// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import mesh.derp.Frame;
import mesh.derp.Octets;
import mesh.derp.RelayPublicKey;

import org.junit.jupiter.api.Test;

class RelayStreamTest {
    private static final RelayPublicKey SOURCE = RelayPublicKey.of(new byte[RelayPublicKey.BYTES]);
    private static final int LONGEST = 64 << 10;

    private final Random random = new Random(7);

    /** The buffer holds half of the longest packet; reads end anywhere. */
    @Test
    void shortAndLongestPacketsComeInOrderHoweverTheyAreCutUp() throws Exception {
        List<Frame> sent = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            byte[] packet = new byte[i % 20 == 19 ? LONGEST : random.nextInt(3000)];
            random.nextBytes(packet);
            sent.add(new Frame.RecvPacket(SOURCE, Octets.of(packet)));
            bytes.writeBytes(sent.getLast().encode());
        }
        RelayStream stream = new RelayStream(cutUp(bytes.toByteArray()), OutputStream.nullOutputStream());
        List<Frame> come = new ArrayList<>();
        while (come.size() < sent.size()) {
            stream.next();
            come.add(stream.frame());
        }
        assertThat(come).isEqualTo(sent);
    }

    private InputStream cutUp(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, 1 + random.nextInt(20_000)));
            }
        };
    }
}
