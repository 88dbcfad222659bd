// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/**
 * Addresses of one host.
 *
 * @param v4 address of the first link
 * @param v6 address of the first link
 * @param v6Bits length of the network that is on that link
 * @param ssh address at which the controller reaches sshd
 */
record HostAddresses(String v4, String v6, int v6Bits, String ssh) {

    /** Hosts behind a router have the numbers after this one on its LAN. */
    static final int FIRST_ON_LAN = 10;

    static HostAddresses onWan(LabSlot slot, int index) {
        return new HostAddresses(slot.memberAddress(index), slot.memberAddress6(index), 64, slot.memberAddress(index));
    }

    /** Behind a router. */
    static HostAddresses onLan(LabSlot slot, int index, LabRouter router, int position) {
        RouterAddresses lan = router.addresses();
        int number = FIRST_ON_LAN + position;
        String ssh = slot.managementAddress(3 + index);
        if (router.has(RouterTrait.IPV6)) {
            return new HostAddresses(lan.lanAddress(number), lan.lanAddress6(number), 112, ssh);
        }
        String v6 = "fd00:1ab:" + Integer.toHexString(router.index()) + "::" + Integer.toHexString(number);
        return new HostAddresses(lan.lanAddress(number), v6, 64, ssh);
    }
}
