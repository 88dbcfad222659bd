// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import mesh.model.Certificates.Holder;
import mesh.name.NodeName;
import mesh.spec.CertificatesSpec;
import mesh.spec.DeviceSpec;
import mesh.spec.ExternalSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** The section {@code certificates}: what it needs, what it may say, and what it comes to. */
final class CertificateRules {
    private static final int LIFETIME_DAYS = 90;
    private static final int PARTS = 3;

    private CertificateRules() {}

    static void check(Draft draft, Problems problems) {
        draft.spec().certificates().ifPresent(section -> check(section, draft.spec(), problems));
    }

    private static void check(CertificatesSpec section, MeshSpec spec, Problems problems) {
        if (spec.network().domain().isEmpty()) {
            problems.error(ProblemId.CERTIFICATES_WITHOUT_DOMAIN, section.place(),
                    "the mesh has no domain, below which its certificates would be",
                    "add 'domain: home.mesh' under 'network'");
        }
        if (spec.keys().recipients().isEmpty()) {
            problems.error(ProblemId.RECIPIENTS_MISSING, section.place(),
                    "the authority's key is encrypted, and nobody is named who can decrypt it",
                    "add 'recipients: [age1…]' under 'keys' with the output of age-keygen -y");
        }
        section.renewBeforeDays().filter(days -> days.value() >= lifetime(section))
                .ifPresent(days -> problems.error(ProblemId.RENEWED_AT_ONCE, days,
                        "a certificate that counts for " + lifetime(section) + " days would be due at once",
                        "write fewer days than 'lifetime'"));
        checkNames(section, spec, problems);
    }

    private static void checkNames(CertificatesSpec section, MeshSpec spec, Problems problems) {
        Map<NodeName, String> taken = new HashMap<>();
        Stream.of(spec.hosts().stream().map(HostSpec::name), spec.devices().stream().map(DeviceSpec::name),
                spec.externals().stream().map(ExternalSpec::name)).flatMap(names -> names)
                .forEach(name -> taken.put(name.value(), name.path()));
        for (CertificatesSpec.Holder holder : section.hosts()) {
            if (spec.hosts().stream().noneMatch(host -> host.name().value().equals(holder.host().value()))) {
                problems.error(ProblemId.UNKNOWN_HOLDER, holder.host(),
                        "no host is called '" + holder.host().value() + "'", "write the name of a host of the mesh");
            }
            for (Located<NodeName> name : holder.names()) {
                Optional.ofNullable(taken.putIfAbsent(name.value(), name.path()))
                        .ifPresent(owner -> problems.error(ProblemId.SERVICE_NAME_TAKEN, name,
                                "'" + name.value() + "' is the name of " + owner + " already",
                                "give the service another name"));
            }
        }
    }

    private static int lifetime(CertificatesSpec section) {
        return section.lifetimeDays().map(Located::value).orElse(LIFETIME_DAYS);
    }

    /** @return absent where the spec has no such section */
    static Optional<Certificates> certificates(MeshSpec spec) {
        return spec.certificates().map(section -> {
            SortedMap<NodeName, Holder> holders = new TreeMap<>();
            if (section.everyHost().map(Located::value).orElse(section.hosts().isEmpty())) {
                spec.hosts().forEach(host -> holders.put(host.name().value(), Holder.PLAIN));
            }
            section.hosts().forEach(holder -> holders.put(holder.host().value(),
                    new Holder(holder.names().stream().map(Located::value).toList(),
                            holder.reload().map(Located::value), holder.group().map(Located::value))));
            int lifetime = lifetime(section);
            int renewBefore = section.renewBeforeDays().map(Located::value).orElse(Math.max(1, lifetime / PARTS));
            return new Certificates(lifetime, renewBefore, holders);
        });
    }
}
