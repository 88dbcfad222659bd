// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.key.ReportKey;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.IpAddress;

/**
 * One entry of {@code hosts}.
 *
 * @param name its key
 * @param was its former name
 * @param settings what {@code defaults} may say as well
 * @param endpoints where peers reach it
 * @param behindNat whether it must call first
 * @param addresses pinned addresses
 * @param routes networks behind it
 * @param exitNode whether it carries others' traffic to the internet
 * @param isProtected whether only {@code --allow-destroy} removes or recreates it
 * @param masquerade whether packets into {@code routes} get the address of the host there
 * @param routePriority its rank among hosts with the same routes, the lowest first
 * @param relay what it says of its DERP and STUN server; absent: it has none
 * @param pullKey age recipient of what it pulls
 * @param pullReportKey with which it signs its reports
 */
public record HostSpec(Located<NodeName> name, Optional<Located<NodeName>> was, HostSettings settings,
        List<EndpointSpec> endpoints, Optional<Located<Boolean>> behindNat, List<Located<IpAddress>> addresses,
        List<Located<Cidr>> routes, Optional<Located<Boolean>> exitNode, Optional<Located<Boolean>> isProtected,
        Optional<Located<Boolean>> masquerade, Optional<Located<Integer>> routePriority, Optional<RelaySpec> relay,
        Optional<Located<String>> pullKey, Optional<Located<ReportKey>> pullReportKey) {

    public HostSpec {
        endpoints = List.copyOf(endpoints);
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
    }
}
