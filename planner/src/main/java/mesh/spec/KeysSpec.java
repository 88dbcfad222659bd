// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

/**
 * The section {@code keys}.
 *
 * @param custody {@code host} or {@code vault}
 * @param recipients age X25519 recipients
 * @param presharedEpoch from 1
 * @param rotateAfterDays from 1
 */
public record KeysSpec(Optional<Located<String>> custody, List<Located<String>> recipients,
        Optional<Located<Integer>> presharedEpoch, Optional<Located<Integer>> rotateAfterDays) {
    /** What a spec without the section has. */
    static final KeysSpec EMPTY = new KeysSpec(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    public KeysSpec {
        recipients = List.copyOf(recipients);
    }
}
