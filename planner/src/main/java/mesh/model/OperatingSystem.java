// SPDX-License-Identifier: Apache-2.0
package mesh.model;

/** The systems that mesh configures. */
public enum OperatingSystem {
    OPENBSD("openbsd", Format.HOSTNAME_IF), LINUX("linux", Format.WG_QUICK);

    private final String text;
    private final Format defaultFormat;

    OperatingSystem(String text, Format defaultFormat) {
        this.text = text;
        this.defaultFormat = defaultFormat;
    }

    /** How specs and locks write it. */
    public String text() {
        return text;
    }

    /** The format of a host that names none. */
    public Format defaultFormat() {
        return defaultFormat;
    }

    @Override
    public String toString() {
        return text;
    }
}
