// SPDX-License-Identifier: Apache-2.0
package mesh.bench;

/** What we are to be compared with is not on this machine; the message says how to get it. */
public final class PeerMissingException extends Exception {
    private static final long serialVersionUID = 1L;

    public PeerMissingException(String message) {
        super(message);
    }
}
