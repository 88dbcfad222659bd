// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.time.LocalDate;
import java.util.Optional;

import mesh.key.PublicKey;

/**
 * A host's public key and its history. A key is replaced in three steps: {@link #withNext}, once a next key exists,
 * {@link #promoted}, once the host runs with it, {@link #retired}, once no peer needs the key before it.
 *
 * @param publicKey the key in use
 * @param generation counts the host's keys, from 1
 * @param since the day it was recorded (UTC)
 * @param next the key that will follow; its private half exists, and peers learn it before the host uses it
 * @param former the key before this one, while peers still know it
 */
public record LockedKey(PublicKey publicKey, int generation, LocalDate since, Optional<PublicKey> next,
        Optional<PublicKey> former) {

    /** A key that is not being replaced. */
    public LockedKey(PublicKey publicKey, int generation, LocalDate since) {
        this(publicKey, generation, since, Optional.empty(), Optional.empty());
    }

    /** True while a replacement has begun and peers know more than this key. */
    public boolean rotates() {
        return next.isPresent() || former.isPresent();
    }

    LockedKey withNext(PublicKey key) {
        return new LockedKey(publicKey, generation, since, Optional.of(key), former);
    }

    /** The next key as the key in use. */
    LockedKey promoted(LocalDate day) {
        return new LockedKey(next.orElseThrow(), generation + 1, day, Optional.empty(), Optional.of(publicKey));
    }

    LockedKey retired() {
        return new LockedKey(publicKey, generation, since, next, Optional.empty());
    }
}
