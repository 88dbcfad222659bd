// SPDX-License-Identifier: Apache-2.0
package mesh.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From when until when a certificate counts, in whole seconds.
 *
 * @param notBefore the first moment
 * @param notAfter the last one
 */
public record Validity(Instant notBefore, Instant notAfter) {
    /** How far a clock may be behind ours. */
    private static final Duration SKEW = Duration.ofHours(1);

    /** @throws IllegalArgumentException if it ends before it begins */
    public Validity {
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException("a certificate cannot end before it begins");
        }
    }

    /** Of what is made at {@code now}. It begins an hour earlier, for clocks that are behind. */
    public static Validity from(Instant now, Duration lifetime) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        return new Validity(second.minus(SKEW), second.plus(lifetime));
    }
}
