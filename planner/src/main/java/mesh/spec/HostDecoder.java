// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.key.ReportKey;
import mesh.name.NodeName;
import mesh.name.SiteName;
import mesh.name.Tag;
import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.NetworkHost;
import mesh.net.OnlineWait;
import mesh.net.Port;
import mesh.net.OciRepository;
import mesh.net.WebFolder;

/** Decodes hosts and the defaults for them. */
final class HostDecoder {
    private final Problems problems;
    private final SshDecoder ssh = new SshDecoder();
    private final ScalarReader scalars;
    private final RelayDecoder relays;

    HostDecoder(Problems problems) {
        this.problems = problems;
        this.scalars = new ScalarReader(problems);
        this.relays = new RelayDecoder(problems);
    }

    HostSettings defaults(SectionReader in) {
        return settings(in, ssh.defaults(in));
    }

    Optional<HostSpec> host(Located<NodeName> name, Located<YamlNode> block) {
        return SectionReader.open(block, SpecTable.HOST, problems)
                .map(in -> new HostSpec(name, in.value("was", NodeName::new), settings(in, ssh.host(in)),
                        endpoints(in), in.flag("behind-nat"), in.values("address", IpAddress::parse),
                        in.values("routes", Cidr::parse), in.flag("exit-node"), in.flag("protected"),
                        in.flag("masquerade"), in.value("route-priority", Integer::valueOf), relays.relay(in),
                        in.value("pull-key", AgeRecipient::check), in.value("pull-report-key", ReportKey::parse)));
    }

    private static HostSettings settings(SectionReader in, SshSpec ssh) {
        return new HostSettings(in.word("os"), in.word("format"), ssh, in.value("site", SiteName::new),
                in.value("port", Port::parse), in.value("mtu", Mtu::parse), in.value("keepalive", Keepalive::parse),
                in.values("tags", Tag::new), in.values("use-exit", NodeName::new),
                in.flag("use-resolver"), in.value("wait-online", OnlineWait::parse),
                in.word("agent"), in.value("pull", HostDecoder::source), in.value("pull-report", HostDecoder::folder));
    }

    private static String source(String text) {
        return text.startsWith(OciRepository.SCHEME) ? OciRepository.parse(text).text() : folder(text);
    }

    private static String folder(String text) {
        return text.equals("none") ? text : WebFolder.parse(text).text();
    }

    private List<EndpointSpec> endpoints(SectionReader in) {
        List<EndpointSpec> endpoints = new ArrayList<>();
        for (Located<YamlNode> item : in.items("endpoint")) {
            endpoint(item).ifPresent(endpoints::add);
        }
        return endpoints;
    }

    private Optional<EndpointSpec> endpoint(Located<YamlNode> item) {
        if (item.value() instanceof YamlNode.Mapping) {
            return SectionReader.open(item, SpecTable.ENDPOINT, problems).flatMap(HostDecoder::endpointBlock);
        }
        Field field = SpecTable.HOST.field("endpoint").orElseThrow();
        return scalars.read(item.value(), item.path(), field, EndpointSpec.HostAndPort::parse)
                .map(both -> new EndpointSpec(at(both, both.value().host()),
                        both.value().port().map(port -> at(both, port)), Optional.empty()));
    }

    private static Optional<EndpointSpec> endpointBlock(SectionReader in) {
        Optional<Located<Port>> port = in.value("port", Port::parse);
        Optional<Located<SiteName>> site = in.value("site", SiteName::new);
        return in.value("address", NetworkHost::parse).map(host -> new EndpointSpec(host, port, site));
    }

    private static <T> Located<T> at(Located<?> place, T value) {
        return new Located<>(value, place.path(), place.position());
    }
}
