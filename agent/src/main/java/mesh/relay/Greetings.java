// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

import mesh.derp.NaclBox;
import mesh.derp.Octets;

/**
 * The greetings that logins were made with, by their nonces, which no honest client uses twice. The protocol has nothing in a
 * greeting that belongs to one connection, so where there is no TLS somebody on the way could show a greeting again that was
 * not his. Remembers the last 16,384. Safe for concurrent use.
 */
final class Greetings {
    private static final int REMEMBERED = 16_384;

    private final Map<ByteBuffer, Boolean> nonces = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param box that was opened. @return false if it was shown before */
    synchronized boolean isNew(Octets box) {
        byte[] nonce = new byte[NaclBox.NONCE_BYTES];
        box.view().get(nonce);
        return nonces.putIfAbsent(ByteBuffer.wrap(nonce), true) == null;
    }
}
