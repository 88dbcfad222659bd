// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;

/**
 * Where keys are born and what pairs share.
 *
 * @param custody where private keys live
 * @param recipients age X25519 recipients ({@code age1…}) that vault files are encrypted to
 * @param presharedEpoch with which preshared keys are derived, from 1; absent: pairs have none
 * @param rotateAfterDays age at which a key is due, from 1; absent: never
 */
public record KeyPolicy(Custody custody, List<String> recipients, Optional<Integer> presharedEpoch,
        Optional<Integer> rotateAfterDays) {

    public KeyPolicy {
        recipients = List.copyOf(recipients);
    }

    /** Where private keys are born and live. */
    public enum Custody {
        /** On the host, which they never leave. */
        HOST("host"),
        /** In the repository, encrypted with age. */
        VAULT("vault");

        private final String text;

        Custody(String text) {
            this.text = text;
        }

        /** How specs and locks write it. */
        public String text() {
            return text;
        }
    }
}
