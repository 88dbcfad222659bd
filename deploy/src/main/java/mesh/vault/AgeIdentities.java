// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;

/** The age identities (private keys) of one person or machine, in memory. Prints as redacted; {@link #close} overwrites them. */
public final class AgeIdentities implements AutoCloseable {
    /** Each one {@code AGE-SECRET-KEY-1…}; emptied by {@link #close}. */
    private final List<char[]> keys;

    /** @param keys taken over, not copied */
    AgeIdentities(List<char[]> keys) {
        this.keys = new ArrayList<>(keys);
    }

    /** @throws AgeException if an identity is damaged or all were overwritten */
    List<RecipientStanzaReader> readers() throws AgeException {
        List<RecipientStanzaReader> readers = new ArrayList<>();
        for (char[] key : keys) {
            try {
                readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(CharBuffer.wrap(key)));
            } catch (GeneralSecurityException | RuntimeException damaged) {
                throw new AgeException("an age identity is damaged: its checksum does not match");
            }
        }
        if (readers.isEmpty()) {
            throw new AgeException("no age identity is open");
        }
        return readers;
    }

    @Override
    public void close() {
        keys.forEach(key -> Arrays.fill(key, '\0'));
        keys.clear();
    }

    @Override
    public String toString() {
        return "AgeIdentities(redacted)";
    }
}
