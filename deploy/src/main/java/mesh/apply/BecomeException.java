// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

/** A login that did not get root; the message says what to do. */
final class BecomeException extends Exception {
    private static final long serialVersionUID = 1L;

    BecomeException(String message) {
        super(message);
    }
}
