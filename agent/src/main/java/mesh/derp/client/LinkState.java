// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.time.Duration;

/** Where the connection to one relay stands. */
public sealed interface LinkState {

    /** Nobody needs it. */
    record Idle() implements LinkState {}

    /** It is being made, for 10 s at the most. */
    record Connecting() implements LinkState {}

    /** Packets go. */
    record Up(Upgrade upgrade) implements LinkState {}

    /**
     * The last try failed or the connection broke.
     *
     * @param why for people
     * @param pause until the next try
     */
    record Waiting(String why, Duration pause) implements LinkState {}
}
