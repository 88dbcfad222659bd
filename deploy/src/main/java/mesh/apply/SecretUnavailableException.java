// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

/** A secret that cannot be had; the message says which, why, and what to do, and never holds any of it. */
public final class SecretUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public SecretUnavailableException(String message) {
        super(message);
    }
}
