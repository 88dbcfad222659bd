// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

/** Which of a peer's keys an entry is about. A peer whose key is being replaced has several entries. */
public enum KeyRole {
    /** The key in use: this entry has the peer's allowed IPs. */
    CURRENT(""),
    /** The key that the peer will switch to. */
    NEXT(".next"),
    /** The key that the peer switched away from. */
    FORMER(".former");

    private final String suffix;

    KeyRole(String suffix) {
        this.suffix = suffix;
    }

    /** What tells the entry from the peer's others, after its name; no name of a node holds a dot. */
    public String suffix() {
        return suffix;
    }
}
