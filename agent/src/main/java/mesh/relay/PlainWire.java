// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Bytes as they are. */
final class PlainWire implements Wire {
    @Override
    public Step decrypt(ByteBuffer net, ByteBuffer plain) {
        if (!net.hasRemaining()) {
            return Step.STARVED;
        }
        plain.put(net);
        return Step.PROGRESS;
    }

    @Override
    public void encrypt(ByteBuffer plain, ByteBuffer net) {
        net.put(plain);
    }

    @Override
    public void end(ByteBuffer net) {}

    @Override
    public Optional<Runnable> task() {
        return Optional.empty();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public Optional<String> version() {
        return Optional.empty();
    }
}
