// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.nio.ByteBuffer;
import java.util.Optional;

import javax.net.ssl.SSLException;

/** How bytes look on the socket: as they are, or in TLS. Decryption and encryption may go on at the same time. */
sealed interface Wire permits PlainWire, TlsWire {

    /** What {@link #decrypt} came to. */
    enum Step {
        /** Some bytes may have come out; there may be more. */
        PROGRESS,
        /** More bytes from the socket are needed. */
        STARVED,
        /** {@link #task} is to be run, by a thread that may take its time. */
        TASK,
        /** {@link #encrypt} has something of its own to say. */
        WRAP,
        /** The peer ended it. */
        CLOSED
    }

    Step decrypt(ByteBuffer net, ByteBuffer plain) throws SSLException;

    /** Takes all of {@code plain}, which may be empty, into {@code net}. */
    void encrypt(ByteBuffer plain, ByteBuffer net) throws SSLException;

    /** Says into {@code net} that nothing follows. */
    void end(ByteBuffer net);

    Optional<Runnable> task();

    /** Whether bytes of the user can be sent. */
    boolean isReady();

    /** The version of TLS, for counting. */
    Optional<String> version();
}
