// SPDX-License-Identifier: Apache-2.0
package mesh.relay.config;

import mesh.value.ValueFormatException;

/** Where the certificate comes from. */
public enum TlsMode {
    /** Somebody else writes and renews it. */
    FILES("files"),
    /** The relay makes it once, and clients pin it. */
    SELF_SIGNED("self-signed"),
    /** There is none: a proxy in front speaks TLS. */
    NONE("none");

    private final String text;

    TlsMode(String text) {
        this.text = text;
    }

    static TlsMode parse(String text) {
        for (TlsMode mode : values()) {
            if (mode.text.equals(text)) {
                return mode;
            }
        }
        throw new ValueFormatException(text, "is no way of TLS: files, self-signed or none is expected");
    }
}
