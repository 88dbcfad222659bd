// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/**
 * Addresses of one host.
 *
 * @param v4 address of the first link
 * @param v6 address of the first link
 * @param ssh address at which the controller reaches sshd
 */
record HostAddresses(String v4, String v6, String ssh) {

    static HostAddresses onWan(LabSlot slot, int index) {
        return new HostAddresses(slot.memberAddress(index), slot.memberAddress6(index), slot.memberAddress(index));
    }

    /** Behind a router: host numbers 10 and up on its LAN. */
    static HostAddresses onLan(LabSlot slot, int index, LabRouter router, int position) {
        String v6 = "fd00:1ab:" + Integer.toHexString(router.index()) + "::" + Integer.toHexString(10 + position);
        return new HostAddresses(router.lanAddress(10 + position), v6, slot.managementAddress(3 + index));
    }
}
