// SPDX-License-Identifier: Apache-2.0
package mesh.http;

import java.io.IOException;

/** Bytes that are no HTTP request or no WebSocket frame within the limits. */
public final class HttpFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, without what was sent */
    public HttpFormatException(String message) {
        super(message);
    }
}
