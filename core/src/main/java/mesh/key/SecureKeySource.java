// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import java.security.SecureRandom;

/** Keys from the system's random generator. */
public final class SecureKeySource implements KeySource {
    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] random32() {
        byte[] bytes = new byte[KeyBytes.LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }
}
