// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.spec.EndpointSpec;
import mesh.spec.HostSettings;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;

/** Makes a {@link Host} of what its entry, {@code defaults} and {@code network} say. */
final class HostDefaults {
    private static final Mtu MTU = new Mtu(1420);
    /** Keeps the mappings of all but the strangest NATs, as wg(8) says. */
    private static final Keepalive KEEPALIVE = new Keepalive(25);

    private final MeshSpec spec;

    HostDefaults(MeshSpec spec) {
        this.spec = spec;
    }

    /** Empty if nothing says what system the host has. */
    Optional<Host> host(HostSpec host) {
        return pick(host, HostSettings::os).map(HostDefaults::os).map(os -> host(host, os));
    }

    private Host host(HostSpec host, OperatingSystem os) {
        List<EndpointOption> endpoints = host.endpoints().stream().map(HostDefaults::endpoint).toList();
        return new Host(host.name().value(), host.was().map(Located::value), os, format(host, os),
                new SshDefaults(spec.defaults().ssh()).ssh(host, os), endpoints, isTrue(host.behindNat()),
                pick(host, HostSettings::site),
                host.settings().port().or(() -> spec.defaults().port()).map(Located::value),
                mtu(host), pick(host, HostSettings::keepalive).orElse(KEEPALIVE), values(host.addresses()),
                values(host.routes()), isTrue(host.exitNode()), tags(host), isTrue(host.isProtected()), passage(host),
                host.relay().flatMap(relay -> RelayDefaults.relay(relay, endpoints)),
                os == OperatingSystem.LINUX && pick(host, HostSettings::useResolver).orElse(false),
                pick(host, HostSettings::waitOnline).filter(wait -> wait.seconds() > 0),
                pick(host, HostSettings::agent).map(HostDefaults::agent).orElse(AgentUse.AUTO),
                pick(host, HostSettings::pull).filter(url -> !url.equals(Pull.NONE))
                        .map(url -> pull(url, host)));
    }

    private Pull pull(String folder, HostSpec host) {
        return new Pull(folder, host.pullKey().map(Located::value),
                pick(host, HostSettings::pullReport).filter(url -> !url.equals(Pull.NONE)),
                host.pullReportKey().map(Located::value));
    }

    /** The host's own word rules; a default holds only for hosts of systems that know the format. */
    private Format format(HostSpec host, OperatingSystem os) {
        Optional<Format> own = host.settings().format().map(word -> formatOf(word.value()));
        Optional<Format> shared = spec.defaults().format().map(word -> formatOf(word.value()))
                .filter(format -> format.runsOn(os));
        return own.or(() -> shared).orElse(os.defaultFormat());
    }

    private Mtu mtu(HostSpec host) {
        return pick(host, HostSettings::mtu).or(() -> spec.network().mtu().map(Located::value)).orElse(MTU);
    }

    private SortedSet<Tag> tags(HostSpec host) {
        return Collections.unmodifiableSortedSet(
                Stream.of(spec.defaults().tags(), host.settings().tags()).flatMap(Collection::stream)
                        .map(Located::value).collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
    }

    /** An exit has its own way; a default is for the others. */
    private Passage passage(HostSpec host) {
        List<Located<NodeName>> shared = isTrue(host.exitNode()) ? List.of() : spec.defaults().useExit();
        List<Located<NodeName>> useExit = host.settings().useExit().isEmpty() ? shared : host.settings().useExit();
        return new Passage(host.masquerade().map(Located::value).orElse(true),
                values(useExit).stream().filter(name -> !name.equals(ExitRules.NONE)).toList(),
                host.routePriority().map(Located::value).orElse(Passage.PRIORITY));
    }

    private <T> Optional<T> pick(HostSpec host, Function<HostSettings, Optional<Located<T>>> setting) {
        return setting.apply(host.settings()).or(() -> setting.apply(spec.defaults())).map(Located::value);
    }

    private static EndpointOption endpoint(EndpointSpec endpoint) {
        return new EndpointOption(endpoint.host().value(), endpoint.port().map(Located::value),
                endpoint.site().map(Located::value));
    }

    private static boolean isTrue(Optional<Located<Boolean>> flag) {
        return flag.map(Located::value).orElse(false);
    }

    private static <T> List<T> values(List<Located<T>> located) {
        return located.stream().map(Located::value).toList();
    }

    private static AgentUse agent(String word) {
        return Words.find(AgentUse.values(), AgentUse::text, word);
    }

    static OperatingSystem os(String word) {
        return Words.find(OperatingSystem.values(), OperatingSystem::text, word);
    }

    static Format formatOf(String word) {
        return Words.find(Format.values(), Format::text, word);
    }
}
