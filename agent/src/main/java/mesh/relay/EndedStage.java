// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.nio.ByteBuffer;

/** All was said; what still comes is passed over until the peer closes as well. */
final class EndedStage implements Stage {
    @Override
    public Stage receive(ByteBuffer in, Scratch scratch) {
        in.position(in.limit());
        return this;
    }

    @Override
    public int maxIncomplete() {
        return 0;
    }
}
