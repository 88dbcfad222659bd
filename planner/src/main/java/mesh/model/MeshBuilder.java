// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import mesh.model.KeyPolicy.Custody;
import mesh.name.GroupName;
import mesh.key.RelayKey;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.spec.DeviceSpec;
import mesh.spec.ExternalSpec;
import mesh.spec.HostSpec;
import mesh.spec.KeysSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.PolicySpec;
import mesh.spec.Problem;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.SpecDecoder;
import mesh.spec.SpecException;
import mesh.spec.SpecFiles;
import mesh.spec.SpecSource;

/** {@link MeshSpec} to {@link Mesh}: fills in defaults, resolves references and checks what the values mean together. */
public final class MeshBuilder {
    private static final List<MeshRule> RULES = List.of(NameRules::check, PlatformRules::check, RangeRules::check,
            PinRules::check, RouteRules::check, ExitRules::check, EndpointRules::check, SshRules::check,
            KeyRules::check, NamingRules::check, RelayRules::check, AgentRules::check, PullRules::check,
            CertificateRules::check);

    private final MeshSpec spec;
    private final Problems problems;

    private MeshBuilder(MeshSpec spec, Problems problems) {
        this.spec = spec;
        this.problems = problems;
    }

    /**
     * A mesh and what is doubtful about it.
     *
     * @param mesh valid
     * @param policy in the words of the spec
     * @param warnings in file order
     */
    public record Built(Mesh mesh, PolicySpec policy, List<Problem> warnings) {
        public Built {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Decodes and builds in one run, so that all problems of both kinds show at once.
     *
     * @param checks made if there is no error so far
     * @throws SpecException with every problem, if there is an error
     */
    public static Built read(SpecSource source, MeshCheck... checks) {
        return read(source, SpecFiles.NONE, checks);
    }

    /**
     * The same with the files that the spec includes.
     *
     * @param checks made if there is no error so far
     * @throws SpecException with every problem, if there is an error
     */
    public static Built read(SpecSource source, SpecFiles files, MeshCheck... checks) {
        Problems problems = new Problems(source);
        Optional<MeshSpec> spec = SpecDecoder.decode(source, files, problems);
        problems.muteKnownPlaces();
        Optional<Mesh> mesh = spec.map(decoded -> new MeshBuilder(decoded, problems).build());
        problems.throwIfErrors();
        Mesh built = mesh.orElseThrow(() -> new IllegalStateException("a spec without problems is decoded"));
        for (MeshCheck check : checks) {
            check.check(spec.orElseThrow(), built, problems);
        }
        problems.throwIfErrors();
        return new Built(built, spec.orElseThrow().policy(), problems.inFileOrder());
    }

    private Mesh build() {
        Draft draft = new Draft(spec, NetworkDefaults.network(spec), hosts());
        RULES.forEach(rule -> rule.check(draft, problems));
        Groups groups = new Groups(draft, problems);
        SortedMap<GroupName, SortedSet<NodeName>> members = groups.resolve();
        return new Mesh(spec.name().value(), draft.network(), keys(), List.copyOf(draft.hosts().values()), devices(),
                externals(), members, new PolicyBuilder(draft, groups, problems).build(),
                new TopologyBuilder(draft, groups, problems).build(spec.topology()), relays(),
                CertificateRules.certificates(spec));
    }

    private Relays relays() {
        SortedMap<NodeName, RelayKey> clients = new TreeMap<>();
        spec.relays().admitted().forEach(client -> clients.put(client.name().value(), client.key().value()));
        return new Relays(clients, spec.relays().forward().map(Located::value).orElse(false));
    }

    private SortedMap<NodeName, Host> hosts() {
        HostDefaults defaults = new HostDefaults(spec);
        SortedMap<NodeName, Host> hosts = new TreeMap<>();
        for (HostSpec host : spec.hosts()) {
            Optional<Host> built = defaults.host(host);
            built.ifPresentOrElse(one -> hosts.put(one.name(), one),
                    () -> reportMissingOs(host));
        }
        return hosts;
    }

    private void reportMissingOs(HostSpec host) {
        if (!problems.existWithin("defaults.os")) {
            problems.error(ProblemId.MISSING_OS, host.name(), "nothing says what system the host has",
                    "add 'os: openbsd' or 'os: linux' to the host or under 'defaults'");
        }
    }

    private KeyPolicy keys() {
        KeysSpec keys = spec.keys();
        Custody custody = keys.custody().map(word -> Words.find(Custody.values(), Custody::text, word.value()))
                .orElse(Custody.HOST);
        return new KeyPolicy(custody, keys.recipients().stream().map(Located::value).toList(),
                keys.presharedEpoch().map(Located::value), keys.rotateAfterDays().map(Located::value));
    }

    private List<Device> devices() {
        return spec.devices().stream().map(MeshBuilder::device).sorted(Comparator.comparing(Device::name)).toList();
    }

    private static Device device(DeviceSpec device) {
        return new Device(device.name().value(), device.publicKey().map(Located::value),
                device.owner().map(Located::value), device.addresses().stream().map(Located::value).toList(),
                tags(device.tags()), new Device.Term(device.expires().map(Located::value), false),
                device.keepalive().map(Located::value).orElse(Device.KEEPALIVE),
                new Device.Leaving(device.useExit().map(Located::value).filter(name -> !name.equals(ExitRules.NONE)),
                        device.resolvers().stream().map(Located::value).toList()));
    }

    private List<External> externals() {
        return spec.externals().stream().map(MeshBuilder::external).sorted(Comparator.comparing(External::name))
                .toList();
    }

    private static External external(ExternalSpec external) {
        return new External(external.name().value(), external.publicKey().value(),
                external.endpoint().map(Located::value), external.allowedIps().stream().map(Located::value).toList(),
                List.of(), tags(external.tags()));
    }

    private static SortedSet<Tag> tags(List<Located<Tag>> tags) {
        return Collections.unmodifiableSortedSet(
                tags.stream().map(Located::value).collect(Collectors.toCollection(TreeSet::new)));
    }
}
