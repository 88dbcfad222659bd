// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.regex.Pattern;

/**
 * What keeps a run's changes from those of other runs, and a host from staying in a state that cuts it off.
 *
 * @param token of the run's leases; every program carries it, and a host with another lease refuses
 * @param windowSeconds in which a change has to be confirmed, from 1; after it the host goes back by itself
 */
public record Fence(String token, int windowSeconds) {
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{16,64}");

    public Fence {
        if (!TOKEN.matcher(token).matches() || windowSeconds < 1) {
            throw new IllegalArgumentException("a fence has a token of hex digits and a window of some seconds");
        }
    }
}
