// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import java.util.Optional;
import java.util.OptionalLong;

import mesh.pair.ControlMessage;

/**
 * What came of opening an envelope.
 *
 * @param message what counts of it; it comes after {@code newSession}
 * @param newSession the peer's agent is one that was not known before: what was agreed with its predecessor is void
 * @param greet the session to which a HELLO is to go at once, sealed by {@link ControlChannel#greeting}
 */
public record Opened(Optional<ControlMessage> message, boolean newSession, OptionalLong greet) {
    /** What is forged, changed, recorded or cut, or no envelope at all. */
    public static final Opened NOTHING = new Opened(Optional.empty(), false, OptionalLong.empty());
}
