// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.nio.ByteBuffer;

/** How a protocol cuts its stream into messages. */
interface Framing {
    /** The length of the message at the buffer's position, header and padding with it; -1 while that cannot be told. */
    int frameBytes(ByteBuffer in);

    /** Where the payload starts in that message; -1 if it carries no packet. */
    int payloadAt(ByteBuffer in);
}
