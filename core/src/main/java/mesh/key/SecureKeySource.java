// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import java.security.SecureRandom;

/** Keys from the system's random generator. */
public final class SecureKeySource implements KeySource {
    /** Made when the first key is: looking the generator up costs more than a command that makes none. */
    private static final class Generator {
        private static final SecureRandom RANDOM = new SecureRandom();
    }

    @Override
    public byte[] random32() {
        byte[] bytes = new byte[KeyBytes.LENGTH];
        Generator.RANDOM.nextBytes(bytes);
        return bytes;
    }
}
