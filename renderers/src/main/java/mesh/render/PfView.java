// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;

import mesh.desired.DesiredHost;

/**
 * A host's packet rules as the template for pf sees them. An operand is an address or a table in its brackets, empty where
 * there is no address.
 *
 * @param name of the interface, such as wg0
 * @param rules the same for any firewall
 * @param families IPv4, then IPv6
 * @param accepts in order
 * @param tables all that an operand names
 */
public record PfView(String name, FirewallView rules, List<Family> families, List<Accept> accepts, List<Table> tables) {
    private static final int HEADERS4_BYTES = 40;
    private static final int HEADERS6_BYTES = 60;

    /**
     * What concerns one family of addresses.
     *
     * @param name {@code inet} or {@code inet6}
     * @param segment the most bytes of TCP that a packet through the tunnel holds
     * @param behind operand: networks behind the host
     * @param sources operand: of packets that come out of the mesh
     * @param own what an interface's own address is written as; the host fills the interface in
     * @param guarded operand: destinations for which the host holds the policy
     */
    public record Family(String name, int segment, String behind, String sources, String own, String guarded) {}

    /**
     * What may begin.
     *
     * @param family {@code inet} or {@code inet6}
     * @param from operand; empty: all
     * @param to operand
     * @param outside true: {@code to} is what is not meant
     * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmp6}, or {@code any}
     * @param ports such as {@code 22} and {@code 8000:8100}; empty: all
     */
    public record Accept(String family, String from, String to, boolean outside, String protocol,
            List<String> ports) {}

    /**
     * Addresses that rules name.
     *
     * @param addresses at least two
     */
    public record Table(String name, List<String> addresses) {}

    static PfView of(DesiredHost host) {
        FirewallView rules = FirewallView.of(host);
        PfTables tables = new PfTables();
        int mtu = host.iface().mtu().bytes();
        List<Family> families = List.of(
                family("inet", mtu - HEADERS4_BYTES, rules.families().getFirst(), rules.policy().guarded4(), tables),
                family("inet6", mtu - HEADERS6_BYTES, rules.families().getLast(), rules.policy().guarded6(), tables));
        List<Accept> accepts = rules.policy().accepts().stream().map(rule -> accept(rule, tables)).toList();
        return new PfView(rules.interfaceName(), rules, families, accepts, tables.tables());
    }

    private static Family family(String name, int segment, FirewallView.Family rules, List<String> guarded,
            PfTables tables) {
        return new Family(name, segment, tables.operand(rules.networks()), tables.operand(rules.sources()),
                name.equals("inet") ? "($outside:0)" : "$outside6", tables.operand(guarded));
    }

    private static Accept accept(FilterView.Accept rule, PfTables tables) {
        return new Accept(rule.v6() ? "inet6" : "inet", tables.operand(rule.from()), tables.operand(rule.to()),
                rule.outside(), rule.v6() && rule.protocol().equals("icmp") ? "icmp6" : rule.protocol(),
                rule.ports().stream().map(ports -> ports.replace('-', ':')).toList());
    }
}
