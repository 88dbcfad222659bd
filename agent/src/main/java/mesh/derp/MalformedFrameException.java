// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.io.IOException;

/** Bytes that are no DERP. The connection they came by cannot go on, since nobody knows where the next frame starts. */
public final class MalformedFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, with sizes but without content */
    public MalformedFrameException(String message) {
        super(message);
    }
}
