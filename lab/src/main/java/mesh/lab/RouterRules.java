// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes a router's rules in {@code nft -f} syntax. In every kind the router's own input drops what it did not ask for
 * on the WAN side; with an accepting input an early packet leaves a conntrack entry and the port is remapped. What comes
 * from there for an address that the router had before is not sent back there: a cone would take its sender for a host.
 */
final class RouterRules {

    private static final String GUARD = """
            table inet guard {
              chain input {
                type filter hook input priority 0; policy accept;
                iifname "wan" ct state established,related accept
                iifname "wan" meta l4proto { icmp, icmpv6 } accept
                iifname "wan" drop
              }
              chain forward {
                type filter hook forward priority 0; policy accept;
                iifname "wan" oifname "wan" drop
                %s
              }
            }
            """;

    private RouterRules() {}

    /**
     * @param wan the router's address on the WAN side
     * @param lan its LAN, as a prefix
     */
    static String of(RouterSpec spec, String wan, String lan) {
        String forward = Arrays.stream(RouterTrait.values()).filter(spec::has).map(RouterTrait::forward)
                .filter(rules -> !rules.isEmpty()).collect(Collectors.joining("\n"));
        String hairpin = spec.has(RouterTrait.HAIRPIN) ? hairpin(wan, lan) : "";
        return "flush ruleset\n" + spec.kind().table() + hairpin + GUARD.formatted(forward);
    }

    /** For hosts of the LAN that call the WAN address: to the host whose port it is, from the WAN address. */
    private static String hairpin(String wan, String lan) {
        return """
                table ip nat {
                  chain turn {
                    type nat hook prerouting priority -99;
                    iifname "lan" ip daddr %1$s meta l4proto udp dnat ip to udp dport map @eim
                  }
                  chain turned {
                    type nat hook postrouting priority 99;
                    oifname "lan" ip saddr %2$s ct status dnat snat to %1$s
                  }
                }
                """.formatted(wan, lan);
    }

    /**
     * From now on UDP has other ports outside, even where the NAT kept them. WireGuard's usual port has one for all
     * destinations, as it had.
     */
    static String otherPorts() {
        return """
                table ip nat {
                  chain shift {
                    type nat hook postrouting priority 95;
                    oifname "wan" udp sport 51820 masquerade to :31820
                    oifname "wan" meta l4proto udp masquerade to :30000-39999
                  }
                }
                """;
    }
}
