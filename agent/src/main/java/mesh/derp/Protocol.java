// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.time.Duration;

/** The numbers that both ends of DERP agree on. */
public final class Protocol {
    public static final int VERSION = 2;

    /** The path of the upgrade. */
    public static final String PATH = "/derp";

    /** The value of the header Upgrade. */
    public static final String UPGRADE = "DERP";

    /** The header by which a client that knows the relay's key asks for frames without an HTTP answer before them. */
    public static final String FAST_START_HEADER = "Derp-Fast-Start";

    /** What the name of a meta certificate starts with, before the relay's key in hexadecimal. */
    public static final String META_CERTIFICATE_PREFIX = "derpkey";

    /** How often a relay sends {@link Frame.KeepAlive}; a client that hears nothing for twice as long has lost it. */
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

    private Protocol() {}
}
