// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

/**
 * A UDP packet: a probe, or WireGuard's.
 *
 * @param bytes of the payload
 * @param content of it
 */
record Packet(Kind kind, int bytes, Object content) {
    enum Kind {
        PROBE, INITIATION, RESPONSE, KEEPALIVE, DATA;

        boolean isWireGuard() {
            return this != PROBE;
        }
    }

    /** Of an application: which, and whether it is the echo. */
    record Ping(long number, boolean isEcho) {}

    /** Of an agent. */
    record Beat(long number, boolean isAnswer) {}
}
