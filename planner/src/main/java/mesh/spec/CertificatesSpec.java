// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.name.NodeName;
import mesh.name.ServiceName;
import mesh.name.UserName;

/**
 * The section {@code certificates}.
 *
 * @param place of the section
 * @param lifetimeDays from 1
 * @param renewBeforeDays from 1
 * @param everyHost whether hosts without an entry get one
 * @param hosts in the order of the spec
 */
public record CertificatesSpec(Located<String> place, Optional<Located<Integer>> lifetimeDays,
        Optional<Located<Integer>> renewBeforeDays, Optional<Located<Boolean>> everyHost, List<Holder> hosts) {

    public CertificatesSpec {
        hosts = List.copyOf(hosts);
    }

    /**
     * One host's.
     *
     * @param host its name
     * @param names of services below the domain, without it
     * @param reload which service of its system uses the certificate
     * @param group of its system that may read the key
     */
    public record Holder(Located<NodeName> host, List<Located<NodeName>> names, Optional<Located<ServiceName>> reload,
            Optional<Located<UserName>> group) {
        public Holder {
            names = List.copyOf(names);
        }
    }

    static CertificatesSpec decode(Located<YamlNode> section, SectionReader in, Problems problems) {
        List<Holder> hosts = in.node("hosts").map(block -> new NamedReader(problems).read(block, NodeName::new,
                (name, node) -> SectionReader.open(node, CertificatesFields.CERTIFICATE, problems)
                        .map(entry -> holder(name, entry))))
                .orElse(List.of());
        return new CertificatesSpec(new Located<>("certificates", section.path(), section.position()),
                in.value("lifetime", SettingsDecoder::days), in.value("renew-before", SettingsDecoder::days),
                in.flag("every-host"), hosts);
    }

    private static Holder holder(Located<NodeName> host, SectionReader in) {
        return new Holder(host, in.values("names", NodeName::new), in.value("reload", ServiceName::new),
                in.value("group", UserName::new));
    }
}
