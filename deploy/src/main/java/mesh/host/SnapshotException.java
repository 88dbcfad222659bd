// SPDX-License-Identifier: Apache-2.0
package mesh.host;

/** A host's answer that cannot be used; the message is one line for people and says what to do. */
public final class SnapshotException extends Exception {
    private static final long serialVersionUID = 1L;

    public SnapshotException(String message) {
        super(message);
    }
}
