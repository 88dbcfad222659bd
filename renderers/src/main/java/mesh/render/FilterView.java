// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.ArrayList;
import java.util.List;

import mesh.net.Cidr;
import mesh.policy.FilterRule;
import mesh.policy.HostFilter;
import mesh.policy.PortSet;
import mesh.policy.Traffic;

/**
 * A policy's filter as templates see it: in a firewall, one rule concerns one family and one protocol.
 *
 * @param accepts in order
 * @param guarded4 IPv4 destinations for which the host holds the policy
 * @param guarded6 IPv6 ones
 */
public record FilterView(List<Accept> accepts, List<String> guarded4, List<String> guarded6) {
    /** Public addresses are everything but these. */
    private static final List<String> NOT_PUBLIC4 = List.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3");
    private static final List<String> PUBLIC6 = List.of("2000::/3");

    /**
     * What may begin.
     *
     * @param v6 of which family
     * @param from sources; empty: all
     * @param to destinations
     * @param outside true: {@code to} lists what is not meant
     * @param protocol {@code tcp}, {@code udp}, {@code icmp}, or {@code any}
     * @param ports such as {@code 22} and {@code 8000-8100}; empty: all
     */
    public record Accept(boolean v6, List<String> from, List<String> to, boolean outside, String protocol,
            List<String> ports) {}

    static FilterView of(HostFilter filter) {
        List<Accept> accepts = new ArrayList<>();
        for (FilterRule rule : filter.accepts()) {
            family(accepts, rule, false);
            family(accepts, rule, true);
        }
        return new FilterView(accepts, texts(filter.guarded(), false), texts(filter.guarded(), true));
    }

    private static void family(List<Accept> accepts, FilterRule rule, boolean v6) {
        List<String> from = texts(rule.from(), v6);
        List<String> to = texts(rule.to(), v6);
        if (from.isEmpty() && !rule.fromAnybody()) {
            return;
        }
        if (!to.isEmpty()) {
            protocols(accepts, new Accept(v6, from, to, false, "any", List.of()), rule.traffic());
        }
        if (rule.toInternet()) {
            protocols(accepts, new Accept(v6, from, v6 ? PUBLIC6 : NOT_PUBLIC4, !v6, "any", List.of()),
                    rule.traffic());
        }
    }

    private static void protocols(List<Accept> accepts, Accept ends, Traffic traffic) {
        if (traffic.others()) {
            accepts.add(ends);
            return;
        }
        ports(accepts, ends, "tcp", traffic.tcp());
        ports(accepts, ends, "udp", traffic.udp());
        if (traffic.icmp()) {
            accepts.add(with(ends, "icmp", List.of()));
        }
    }

    private static void ports(List<Accept> accepts, Accept ends, String protocol, PortSet ports) {
        if (!ports.isEmpty()) {
            accepts.add(with(ends, protocol,
                    ports.isAll() ? List.of() : ports.ranges().stream().map(Object::toString).toList()));
        }
    }

    private static Accept with(Accept ends, String protocol, List<String> ports) {
        return new Accept(ends.v6, ends.from, ends.to, ends.outside, protocol, ports);
    }

    private static List<String> texts(List<Cidr> networks, boolean v6) {
        return networks.stream().filter(network -> network.isV6() == v6).map(FilterView::text).toList();
    }

    /** One address without its length, as both firewalls print it. */
    private static String text(Cidr network) {
        return network.prefixLength() == network.network().bits()
                ? network.network().toString()
                : network.toString();
    }
}
