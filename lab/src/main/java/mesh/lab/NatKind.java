// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/**
 * What a router does to the addresses of the hosts behind it, in {@code nft}'s words. The WAN interface is called wan,
 * the LAN bridge lan. What it does besides is its {@link RouterTrait}s.
 */
public enum NatKind {

    /** Keeps the source port: one mapping for all destinations, answers only from address and port asked. */
    PORT_PRESERVING("", "oifname \"wan\" masquerade"),

    /** A random source port for each destination. */
    SYMMETRIC("", "oifname \"wan\" masquerade fully-random"),

    /** One mapping for all destinations, and anyone may send to it. */
    FULL_CONE(
            """
                    map eim {
                      type inet_service : ipv4_addr . inet_service
                      flags dynamic,timeout
                      timeout 60s
                    }
                    chain remember {
                      type nat hook postrouting priority 90;
                      oifname "wan" meta l4proto udp update @eim { udp sport : ip saddr . udp sport }
                    }
                    chain inbound {
                      type nat hook prerouting priority -100;
                      iifname "wan" meta l4proto udp dnat ip to udp dport map @eim
                    }
                    """,
            "oifname \"wan\" masquerade"),

    /** One mapping for all destinations, answers from any port of an address that was asked. */
    ADDRESS_CONE(
            """
                    map eim {
                      type inet_service : ipv4_addr . inet_service
                      flags dynamic,timeout
                      timeout 60s
                    }
                    set seen {
                      type inet_service . ipv4_addr
                      flags dynamic,timeout
                      timeout 60s
                    }
                    chain remember {
                      type nat hook postrouting priority 90;
                      oifname "wan" meta l4proto udp update @eim { udp sport : ip saddr . udp sport }
                      oifname "wan" meta l4proto udp update @seen { udp sport . ip daddr }
                    }
                    chain inbound {
                      type nat hook prerouting priority -100;
                      iifname "wan" meta l4proto udp udp dport . ip saddr @seen dnat ip to udp dport map @eim
                    }
                    """,
            "oifname \"wan\" masquerade"),

    /** Keeps the source port for TCP and drops every UDP packet. */
    UDP_BLOCKED(
            """
                    chain no_udp {
                      type filter hook forward priority 0;
                      meta l4proto udp drop
                    }
                    """,
            "oifname \"wan\" masquerade");

    private final String extra;
    private final String masquerade;

    NatKind(String extra, String masquerade) {
        this.extra = extra;
        this.masquerade = masquerade;
    }

    /** Its table of address translation. */
    String table() {
        return """
                table ip nat {
                  %s
                  chain outbound {
                    type nat hook postrouting priority 100;
                    %s
                  }
                }
                """.formatted(extra, masquerade);
    }
}
