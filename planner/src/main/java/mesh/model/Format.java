// SPDX-License-Identifier: Apache-2.0
package mesh.model;

/** The ways a host keeps its interface's configuration. Each has one renderer. */
public enum Format {
    /** {@code hostname.if(5)} of OpenBSD. */
    HOSTNAME_IF("hostname.if"),
    /** {@code wg-quick(8)}. */
    WG_QUICK("wg-quick"),
    /** {@code systemd.netdev(5)} and {@code systemd.network(5)}. */
    NETWORKD("systemd-networkd");

    private final String text;

    Format(String text) {
        this.text = text;
    }

    /** How specs and locks write it. */
    public String text() {
        return text;
    }

    /** True where a host of {@code os} can use this format. */
    public boolean runsOn(OperatingSystem os) {
        return (this == HOSTNAME_IF) == (os == OperatingSystem.OPENBSD);
    }

    @Override
    public String toString() {
        return text;
    }
}
