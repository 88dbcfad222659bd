// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** 96 random bits that make a mapping ours: who does not know them can neither answer for the router nor take it away. */
record PcpNonce(int high, long low) {

    static PcpNonce random(RandomGenerator random) {
        return new PcpNonce(random.nextInt(), random.nextLong());
    }

    static PcpNonce read(ByteBuffer in) {
        return new PcpNonce(in.getInt(), in.getLong());
    }

    void write(ByteBuffer out) {
        out.putInt(high).putLong(low);
    }
}
