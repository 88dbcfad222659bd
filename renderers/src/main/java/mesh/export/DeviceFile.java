// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.util.Optional;

import mesh.key.PrivateKey;

/**
 * A file for a device, with a gap where its private key goes. Never holds the key; a text that does exists only after
 * {@link #reveal}.
 *
 * @param suffix what the file's name ends in
 * @param place where the file goes on the device; empty: wherever its owner imports it from
 * @param gapped the text, with {@link #GAP} where the key goes, and nowhere where the device has its own
 */
public record DeviceFile(String suffix, String place, String gapped) {
    /** No value of a configuration holds it: names and addresses have no such characters. */
    static final String GAP = "{{private key}}";

    /** The whole text. It is a secret with a key in it. */
    public String reveal(Optional<PrivateKey> privateKey) {
        return privateKey.map(key -> gapped.replace(GAP, key.revealBase64())).orElse(gapped);
    }
}
