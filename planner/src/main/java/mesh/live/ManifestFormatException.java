// SPDX-License-Identifier: Apache-2.0
package mesh.live;

/** A text that is not a manifest this program reads. Its message names the line and says what to do. */
public final class ManifestFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ManifestFormatException(String message) {
        super(message);
    }
}
