// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/**
 * Addresses of one router.
 *
 * @param lan number of its LAN in this lab, from 1
 * @param index its number among the lab's members
 * @param wan address of the WAN side
 * @param wanBits length of the network that is on the WAN side
 * @param gateway first hop of the WAN side
 * @param wan6 IPv6 address of the WAN side; of use on the wide-area network only
 * @param lan6 network of the hosts behind it that have IPv6 from everywhere, /112, without the last group
 */
record RouterAddresses(int lan, int index, String wan, int wanBits, String gateway, String wan6, String lan6) {

    /** Routers have room for another address each, and that is how many. */
    private static final int MOST = 50;

    /** On the LAN of an outer router the inner ones have the numbers from here on. */
    private static final int FIRST_INNER = 200;

    static RouterAddresses onWan(LabSlot slot, int lan) {
        return of(slot, lan, slot.memberAddress(LabSlot.FIRST_ROUTER + lan), 22, slot.backboneAddress());
    }

    static RouterAddresses behind(LabSlot slot, RouterAddresses outer, int lan) {
        return of(slot, lan, outer.lanAddress(FIRST_INNER + lan), 24, outer.lanAddress(1));
    }

    private static RouterAddresses of(LabSlot slot, int lan, String wan, int wanBits, String gateway) {
        if (lan > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " routers");
        }
        int index = LabSlot.FIRST_ROUTER + lan;
        return new RouterAddresses(lan, index, wan, wanBits, gateway, slot.memberAddress6(index),
                slot.routedNetwork6(index));
    }

    /** The WAN address after a reboot of the kind that gives it another one. */
    RouterAddresses elsewhere(LabSlot slot) {
        if (wanBits == 24) {
            throw new IllegalStateException("a router behind another one keeps its address");
        }
        return new RouterAddresses(lan, index, slot.memberAddress(index + MOST), wanBits, gateway, wan6, lan6);
    }

    /** IPv4 address of the n-th machine of the LAN; 1 is the router itself. */
    String lanAddress(int n) {
        return "192.168." + lan + "." + n;
    }

    /** IPv6 address of the n-th machine of the LAN that is reached from everywhere. */
    String lanAddress6(int n) {
        return lan6 + Integer.toHexString(n);
    }
}
