// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.name.NameList;
import mesh.model.Topology.Shape;
import mesh.name.NodeName;
import mesh.path.MissingPairs.Group;

/** What to say of nodes without a path, and what would give them one. */
final class PathAdvice {
    /** Names beyond these are counted. */
    private static final int SHOWN = 5;

    private final Paths paths;
    private final Group group;

    PathAdvice(Paths paths, Group group) {
        this.paths = paths;
        this.group = group;
    }

    /** One sentence. */
    String message() {
        List<Member> members = hostsFirst(group.members());
        String others = names(hostsFirst(group.others()));
        String whom = group.amongThemselves()
                ? " each other" + (others.isEmpty() ? "" : ", nor to " + others)
                : " " + others;
        return names(members) + (members.size() == 1 ? " has" : " have") + " no path to" + whom + ": "
                + reason(paths, hostsFirst(group.all()));
    }

    private static List<Member> hostsFirst(List<Member> nodes) {
        return nodes.stream().sorted(Comparator.comparing((Member node) -> !node.isHost()).thenComparing(Member::name))
                .toList();
    }

    /** Why some nodes cannot call each other, and why no hub helps. */
    static String reason(Paths paths, List<Member> nodes) {
        String why = causes(nodes);
        String hubs = paths.topology().hubs().isEmpty() ? "" : "no hub is a peer of both";
        return Stream.of(why, hubs).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
    }

    /** Why some nodes cannot call each other. */
    static String causes(List<Member> nodes) {
        Map<Cause, List<Member>> causes = new LinkedHashMap<>();
        for (Member node : nodes) {
            causes.computeIfAbsent(Cause.of(node.node()), cause -> new ArrayList<>()).add(node);
        }
        causes.remove(Cause.CALLABLE);
        return causes.entrySet().stream()
                .map(each -> names(each.getValue()) + " " + each.getKey().text(each.getValue().size()))
                .collect(Collectors.joining("; "));
    }

    /** An imperative. */
    String advice() {
        String hub = hub().map(name -> "add " + name + " to topology.hubs, so that it carries their packets")
                .orElse("add a host that all of them can call to topology.hubs");
        String endpoint = paths.topology().shape() == Shape.HUB_AND_SPOKE ? "" : endpoint();
        boolean isPair = group.all().size() == 2;
        return hub + agents() + endpoint + ", or list the " + (isPair ? "pair" : "pairs") + " under topology.no-path";
    }

    /** Agents would find a way between hosts that are to be peers. */
    private String agents() {
        List<Member> all = group.all();
        if (paths.topology().shape() == Shape.HUB_AND_SPOKE || all.stream().anyMatch(node -> !node.isHost())) {
            return "";
        }
        String refusing = names(all.stream().filter(Agents::isNever).toList());
        if (refusing.isEmpty()) {
            return paths.hasRelay() ? "" : ", or give a public host 'relay: true', so that agents find them a way";
        }
        return ", or let agents find them a way: delete 'agent: never' of " + refusing
                + (paths.hasRelay() ? "" : " and give a public host 'relay: true'");
    }

    private String endpoint() {
        List<Member> hosts = group.all().stream().filter(Member::isHost).toList();
        boolean oneSite = hosts.size() == group.all().size()
                && hosts.stream().map(host -> Caller.of(host.node()).site()).distinct().count() == 1
                && Caller.of(hosts.getFirst().node()).site().isPresent();
        boolean isOne = hosts.size() == 1;
        String whom = isOne ? hosts.getFirst().name().text() : "one of each two hosts";
        return ", or give " + whom
                + (oneSite ? " an endpoint for their site" : " an endpoint that the other can call");
    }

    /** A host that is a peer of all others of them if they are linked to it. */
    private Optional<NodeName> hub() {
        List<Member> all = group.all();
        return paths.members().values().stream().filter(Member::isHost)
                .filter(host -> all.stream().allMatch(node -> node == host || Paths.direct(node, host).isPresent()))
                .findFirst().map(Member::name);
    }

    static String names(List<Member> nodes) {
        return NameList.sentence(nodes.stream().map(node -> node.name().text()).toList(), SHOWN);
    }
}
