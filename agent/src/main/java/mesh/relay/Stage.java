// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What a connection is doing: asking by HTTP, logging in, or sending packets. For the connection's loop only. */
sealed interface Stage permits HttpStage, LoginStage, Session, WebSocketStage, EndedStage {

    /**
     * Takes what it can of {@code in}; the rest comes again, with more.
     *
     * @return the stage that takes the rest, this one if nothing changed
     * @throws IOException if {@code in} is garbage; the connection is then closed
     */
    Stage receive(ByteBuffer in, Scratch scratch) throws IOException;

    /** The connection is gone. */
    default void closed(Scratch scratch) {}

    /** Called a few times a second. */
    default void tick(Scratch scratch) {}

    /** The most bytes of an incomplete message that it waits for. */
    int maxIncomplete();
}
