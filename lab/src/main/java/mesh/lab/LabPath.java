// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/** What of a host's traffic a lab can cut off. */
enum LabPath {

    /** TCP from and to the host's port 22. */
    SSH("tcp sport 22", "tcp dport 22"),

    /** All UDP: a lab host sends none but WireGuard's. */
    MESH("meta l4proto udp", "meta l4proto udp");

    private final String fromHost;
    private final String toHost;

    LabPath(String fromHost, String toHost) {
        this.fromHost = fromHost;
        this.toHost = toHost;
    }

    /** What matches the packets in nftables' language, by their direction. */
    String match(boolean outOfHost) {
        return outOfHost ? fromHost : toHost;
    }
}
