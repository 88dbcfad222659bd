// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

/** An age file, recipient or identity that cannot be used. The message says which and what to do; it never holds a secret. */
public final class AgeException extends Exception {
    private static final long serialVersionUID = 1L;

    public AgeException(String message) {
        super(message);
    }
}
