// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

/** Why a router gives no port (RFC 6886 section 3.5, RFC 6887 section 7.4). */
public enum MapRefusal {
    VERSION("the router does not speak this protocol"),
    NOT_AUTHORIZED("the router does not give ports to this host: it is switched off, or forbidden"),
    NETWORK_FAILURE("the router has no address from its provider"),
    NO_RESOURCES("the router has no port left"),
    ADDRESS_MISMATCH("another NAT stands between this host and the router"),
    OTHER("the router refuses");

    private final String text;

    MapRefusal(String text) {
        this.text = text;
    }

    static MapRefusal ofNatPmp(int result) {
        return switch (result) {
            case 1, 5 -> VERSION;
            case 2 -> NOT_AUTHORIZED;
            case 3 -> NETWORK_FAILURE;
            case 4 -> NO_RESOURCES;
            default -> OTHER;
        };
    }

    static MapRefusal ofPcp(int result) {
        return switch (result) {
            case 1, 4 -> VERSION;
            case 2 -> NOT_AUTHORIZED;
            case 7 -> NETWORK_FAILURE;
            case 8, 10 -> NO_RESOURCES;
            case 12 -> ADDRESS_MISMATCH;
            default -> OTHER;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
