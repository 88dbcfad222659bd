// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.List;

/**
 * What some gain or lose towards others.
 *
 * @param from who may begin: any, group:NAME, or names and networks
 * @param to who is reached, likewise
 * @param before what they might send
 * @param after what they may send; differs from {@code before}
 */
public record AccessChange(List<String> from, List<String> to, Traffic before, Traffic after) {
    public AccessChange {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /** {@code +} where nothing was allowed, {@code -} where nothing is, {@code ~} otherwise. */
    public String symbol() {
        return before.isNone() ? "+" : after.isNone() ? "-" : "~";
    }
}
