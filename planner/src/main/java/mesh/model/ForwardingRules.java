// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.stream.Collectors;

import mesh.net.Cidr;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Packets for others: mesh configures the tunnels, and says what it leaves to the owner of the host behind them. */
final class ForwardingRules {
    private ForwardingRules() {}

    static void check(Draft draft, Problems problems) {
        for (HostSpec spec : draft.hostSpecs()) {
            Host host = draft.host(spec);
            spec.exitNode().filter(Located::value).ifPresent(exit -> problems.warning(ProblemId.EXIT_NODE_BY_HAND, exit,
                    "mesh only records this yet: it sends no internet traffic to " + host.name()
                            + ", and sets up neither forwarding nor masquerading there",
                    "keep it as a record, or delete it; every host uses its own way to the internet"));
            spec.routes().stream().findFirst()
                    .filter(first -> !problems.existWithin("hosts." + host.name() + ".routes"))
                    .ifPresent(first -> reportRouter(first, host, draft, problems));
        }
    }

    private static void reportRouter(Located<Cidr> first, Host host, Draft draft, Problems problems) {
        problems.warning(ProblemId.FORWARDING_BY_HAND, first,
                "mesh does not switch on IP forwarding yet, without which " + host.name() + " passes nothing on to "
                        + join(host.routes()),
                "run 'sysctl " + (host.os() == OperatingSystem.LINUX ? "-w " : "") + settings(host) + "' on "
                        + host.name() + " and keep it in "
                        + (host.os() == OperatingSystem.LINUX ? "/etc/sysctl.d" : "/etc/sysctl.conf")
                        + "; machines behind it need a route to " + ranges(host, draft) + " through it");
    }

    private static String settings(Host host) {
        boolean linux = host.os() == OperatingSystem.LINUX;
        return host.routes().stream().map(Cidr::isV6).distinct().sorted().map(v6 -> v6
                ? linux ? "net.ipv6.conf.all.forwarding=1" : "net.inet6.ip6.forwarding=1"
                : linux ? "net.ipv4.ip_forward=1" : "net.inet.ip.forwarding=1").collect(Collectors.joining(" "));
    }

    private static String ranges(Host host, Draft draft) {
        return join(draft.network().ranges().stream()
                .filter(range -> host.routes().stream().anyMatch(route -> route.isV6() == range.isV6())).toList());
    }

    private static String join(List<Cidr> networks) {
        return networks.stream().map(Cidr::toString).collect(Collectors.joining(" and "));
    }
}
