// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/** What a router does besides its NAT. Rules are those of {@code nft} on Linux; WAN interface wan, LAN bridge lan. */
public enum RouterTrait {

    /** Packets of WireGuard's four types are dropped both ways; everything else passes, probes and STUN included. */
    DROPS_WIREGUARD("meta l4proto udp @th,64,32 { 0x01000000, 0x02000000, 0x03000000, 0x04000000 } drop"),

    /** Whatever is longer than 1,280 bytes is lost without a word; TCP is told so when a connection begins. */
    MTU_HOLE("""
            meta l4proto != tcp meta length > 1280 drop
            tcp flags syn tcp option maxseg size set 1220"""),

    /** UDP leaves and does not come in, but for the answers of STUN servers on their usual port. */
    ONE_WAY("iifname \"wan\" meta l4proto udp udp sport != 3478 drop"),

    /** Nothing at all is forwarded. An HTTP proxy on the LAN side, port 3128, connects to where it is asked to. */
    HTTP_PROXY_ONLY("drop"),

    /**
     * Hosts behind it have IPv6 addresses that are reached from everywhere on the wide-area network, once they have sent
     * something there.
     */
    IPV6("""
            iifname "wan" meta nfproto ipv6 ct state established,related accept
            iifname "wan" meta nfproto ipv6 meta l4proto icmpv6 accept
            iifname "wan" meta nfproto ipv6 drop"""),

    /** Hosts behind it reach each other at its WAN address, which is also where they seem to come from. For cones. */
    HAIRPIN("");

    /** Where the proxy listens on the LAN address. */
    public static final int PROXY_PORT = 3128;

    private final String forward;

    RouterTrait(String forward) {
        this.forward = forward;
    }

    /** Rules for what is forwarded. */
    String forward() {
        return forward;
    }
}
