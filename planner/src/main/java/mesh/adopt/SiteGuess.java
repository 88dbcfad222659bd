// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.adopt.Views.View;
import mesh.name.SiteName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.NetworkHost;

/**
 * Where hosts are called. Where others call a host at different addresses, those who call it at a private one stand at
 * its site.
 */
final class SiteGuess {
    private static final List<Cidr> PRIVATE = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"), Cidr.parse("fc00::/7"));

    private final Views views;
    private final Map<FoundHost, HostSketch> byFound = new HashMap<>();
    /** For each host, one that stands at the same site, and in the end itself. */
    private final Map<HostSketch, HostSketch> near = new LinkedHashMap<>();
    private final Map<HostSketch, Map<HostSketch, Endpoint>> special = new LinkedHashMap<>();

    private SiteGuess(Views views, List<HostSketch> hosts) {
        this.views = views;
        hosts.forEach(host -> {
            near.put(host, host);
            host.found.ifPresent(found -> byFound.put(found, host));
        });
    }

    /** Gives each of {@code hosts} its endpoints and its site. */
    static void fill(Views views, List<HostSketch> hosts) {
        SiteGuess guess = new SiteGuess(views, hosts);
        hosts.forEach(guess::endpoints);
        guess.sites(hosts);
        hosts.forEach(guess::nat);
    }

    private void endpoints(HostSketch host) {
        Map<HostSketch, Endpoint> seen = new LinkedHashMap<>();
        int silent = 0;
        for (View view : views.of(host.key)) {
            HostSketch viewer = byFound.get(view.viewer());
            if (viewer != null && view.callsAt(host.found.flatMap(found -> found.config().port()))) {
                seen.put(viewer, view.peer().endpoint().orElseThrow());
            } else {
                silent++;
            }
        }
        List<String> general = seen.values().stream().filter(one -> !isPrivate(one)).map(Endpoint::toString).toList();
        List<String> all = seen.values().stream().map(Endpoint::toString).distinct().toList();
        Optional<String> chosen = Views.mostCommon(general)
                .or(() -> all.stream().findFirst());
        boolean nearOnly = general.isEmpty() && silent > 0;
        host.endpoint = chosen.filter(text -> !nearOnly).map(Endpoint::parse);
        Map<HostSketch, Endpoint> others = new LinkedHashMap<>();
        seen.forEach((viewer, endpoint) -> {
            if (!host.endpoint.equals(Optional.of(endpoint))) {
                others.put(viewer, endpoint);
                join(viewer, isPrivate(endpoint) ? host : others.keySet().iterator().next());
            }
        });
        special.put(host, others);
    }

    private static boolean isPrivate(Endpoint endpoint) {
        return endpoint.host() instanceof NetworkHost.Literal(var address)
                && PRIVATE.stream().anyMatch(block -> block.contains(address));
    }

    private void join(HostSketch one, HostSketch other) {
        near.put(root(one), root(other));
    }

    private HostSketch root(HostSketch host) {
        HostSketch at = host;
        while (at != near.get(at)) {
            at = near.getOrDefault(at, at);
        }
        return at;
    }

    /** Numbered in the order of the hosts. */
    private void sites(List<HostSketch> hosts) {
        Map<HostSketch, List<HostSketch>> groups = hosts.stream()
                .collect(Collectors.groupingBy(this::root, LinkedHashMap::new, Collectors.toList()));
        List<List<HostSketch>> sites = new ArrayList<>(groups.values());
        sites.removeIf(group -> special.values().stream()
                .noneMatch(others -> others.keySet().stream().anyMatch(group::contains)));
        for (int i = 0; i < sites.size(); i++) {
            SiteName site = new SiteName("site" + (i + 1));
            sites.get(i).forEach(host -> host.site = Optional.of(site));
        }
        special.forEach((host, others) -> others
                .forEach((viewer, endpoint) -> viewer.site
                        .ifPresent(site -> host.siteEndpoints.putIfAbsent(site, endpoint))));
    }

    /** A host that nobody calls and that keeps a mapping open. */
    private void nat(HostSketch host) {
        List<Integer> sent = host.found.stream().flatMap(found -> found.config().peers().stream())
                .map(peer -> peer.keepalive().seconds()).filter(seconds -> seconds > 0).toList();
        host.keepaliveSeconds = Views.mostCommon(sent).orElse(0);
        host.behindNat = host.endpoint.isEmpty() && host.keepaliveSeconds > 0;
    }
}
