// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

/** How a connection became one of DERP. */
public enum Upgrade {
    /** Frames follow the request, since a certificate told the relay's key. */
    FAST_START("fast start"),
    /** By {@code Upgrade: DERP}. */
    DERP("upgrade"),
    /** Inside a WebSocket, for reverse proxies that know nothing else. */
    WEBSOCKET("websocket");

    private final String text;

    Upgrade(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
