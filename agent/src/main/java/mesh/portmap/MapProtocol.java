// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

/** What a router speaks. */
public enum MapProtocol {
    PCP("PCP"), NAT_PMP("NAT-PMP");

    private final String text;

    MapProtocol(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
