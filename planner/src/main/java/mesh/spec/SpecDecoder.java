// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import mesh.name.GroupName;
import mesh.name.MeshName;
import mesh.name.NodeName;

/**
 * Text to {@link MeshSpec}: YAML 1.2 with only what a spec needs. It accepts what {@link SpecTable} lists and nothing
 * else, and finds every problem in one run.
 */
public final class SpecDecoder {
    private final Problems problems;
    private final NamedReader named;

    private SpecDecoder(Problems problems) {
        this.problems = problems;
        this.named = new NamedReader(problems);
    }

    /** @throws SpecException with every problem of {@code source}, if there is an error */
    public static MeshSpec decode(SpecSource source) {
        Problems problems = new Problems(source);
        Optional<MeshSpec> spec = decode(source, problems);
        problems.throwIfErrors();
        return spec.orElseThrow(() -> new IllegalStateException("a spec without problems is decoded"));
    }

    /** What of {@code source} could be decoded; whatever is missing from it has a problem in {@code problems}. */
    public static Optional<MeshSpec> decode(SpecSource source, Problems problems) {
        return decode(source, SpecFiles.NONE, problems);
    }

    /** The same with the files that {@code source} includes. */
    public static Optional<MeshSpec> decode(SpecSource source, SpecFiles files, Problems problems) {
        return new SpecDecoder(problems).read(source, files);
    }

    private Optional<MeshSpec> read(SpecSource source, SpecFiles files) {
        return new IncludeReader(files, problems).read(source)
                .map(root -> new Located<>(root, SpecPath.ROOT, SourcePosition.START))
                .flatMap(root -> SectionReader.open(root, SpecTable.ROOT, problems)).flatMap(this::decode);
    }

    private Optional<MeshSpec> decode(SectionReader in) {
        SettingsDecoder settings = new SettingsDecoder();
        PeerDecoder peers = new PeerDecoder(problems);
        HostDecoder hostDecoder = new HostDecoder(problems);
        Optional<Located<MeshName>> name = in.value("mesh", MeshName::new);
        NetworkSpec network = in.block("network", SpecTable.NETWORK).map(settings::network).orElse(NetworkSpec.EMPTY);
        KeysSpec keys = in.block("keys", SpecTable.KEYS).map(settings::keys).orElse(KeysSpec.EMPTY);
        HostSettings defaults = in.block("defaults", SpecTable.DEFAULTS).map(hostDecoder::defaults)
                .orElse(HostSettings.EMPTY);
        List<GroupSpec> groups = entries(in, "groups", GroupName::new, peers::group);
        List<HostSpec> hosts = entries(in, "hosts", NodeName::new, hostDecoder::host);
        List<DeviceSpec> devices = entries(in, "devices", NodeName::new, peers::device);
        List<ExternalSpec> externals = entries(in, "externals", NodeName::new, peers::external);
        List<Located<SpecFileName>> others = in.values("other-meshes", SpecFileName::parse);
        PolicySpec policy = in.node("policy").map(new PolicyDecoder(problems)::policy).orElse(PolicySpec.ABSENT);
        TopologySpec topology = in.block("topology", SpecTable.TOPOLOGY).map(new TopologyDecoder(problems)::topology)
                .orElse(TopologySpec.EMPTY);
        in.node("hosts").filter(SpecDecoder::isEmpty).ifPresent(this::reportNoHosts);
        return name.map(
                good -> new MeshSpec(good, network, keys, defaults, groups, hosts, devices, externals, others,
                        policy, topology,
                        in.block("names", NamesFields.NAMES).map(NamesSpec::decode).orElse(NamesSpec.EMPTY),
                        in.block("relays", RelayFields.RELAYS).map(new RelayDecoder(problems)::relays)
                                .orElse(RelaysSpec.EMPTY),
                        certificates(in)));
    }

    private Optional<CertificatesSpec> certificates(SectionReader in) {
        return in.node("certificates")
                .flatMap(node -> SectionReader.open(node, CertificatesFields.CERTIFICATES, problems)
                        .map(section -> CertificatesSpec.decode(node, section, problems)));
    }

    private <N, T> List<T> entries(SectionReader in, String key, Function<String, N> name,
            BiFunction<Located<N>, Located<YamlNode>, Optional<T>> decode) {
        return in.node(key).map(block -> named.read(block, name, decode)).orElse(List.of());
    }

    private static boolean isEmpty(Located<YamlNode> block) {
        return block.value().isNull()
                || block.value() instanceof YamlNode.Mapping mapping && mapping.entries().isEmpty();
    }

    private void reportNoHosts(Located<YamlNode> hosts) {
        if (problems.existWithin(hosts.path())) {
            return;
        }
        problems.error(ProblemId.NO_HOSTS, hosts, "the mesh has no hosts",
                "add one, such as 'obsd01: {os: openbsd, endpoint: 203.0.113.7}'");
    }
}
