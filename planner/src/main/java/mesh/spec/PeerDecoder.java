// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.GroupName;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.value.ValueFormatException;

/** Decodes devices, externals and groups. */
final class PeerDecoder {
    private static final Field MEMBERS = Field.optional("members", SpecTable.GROUP_MEMBERS, "", "[web-1, tag:web]");
    private static final int MAX_OWNER_BYTES = 63;

    private final Problems problems;

    PeerDecoder(Problems problems) {
        this.problems = problems;
    }

    Optional<DeviceSpec> device(Located<NodeName> name, Located<YamlNode> block) {
        return SectionReader.open(block, SpecTable.DEVICE, problems).flatMap(in -> {
            Optional<Located<String>> owner = in.value("owner", PeerDecoder::owner);
            List<Located<IpAddress>> addresses = in.values("address", IpAddress::parse);
            return Optional.of(new DeviceSpec(name, in.value("public-key", PublicKey::parse), owner, addresses,
                    in.values("tags", Tag::new),
                    in.value("expires", DeviceFields::date), in.value("keepalive", Keepalive::parse),
                    in.value("use-exit", NodeName::new), in.values("dns", IpAddress::parse)));
        });
    }

    Optional<ExternalSpec> external(Located<NodeName> name, Located<YamlNode> block) {
        return SectionReader.open(block, SpecTable.EXTERNAL, problems).flatMap(in -> {
            Optional<Located<Endpoint>> endpoint = in.value("endpoint", Endpoint::parse);
            List<Located<Cidr>> allowedIps = in.values("allowed-ips", Cidr::parse);
            List<Located<Tag>> tags = in.values("tags", Tag::new);
            return in.value("public-key", PublicKey::parse)
                    .map(key -> new ExternalSpec(name, key, endpoint, allowedIps, tags));
        });
    }

    Optional<GroupSpec> group(Located<GroupName> name, Located<YamlNode> members) {
        List<Located<GroupMember>> found = new ListReader(problems).values(members, MEMBERS, GroupMember::parse);
        return Optional.of(new GroupSpec(name, found));
    }

    private static String owner(String text) {
        int bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        boolean printable = ValueFormatException.printable(text).equals("'" + text + "'");
        if (text.isEmpty() || bytes > MAX_OWNER_BYTES || !printable) {
            throw new ValueFormatException(text,
                    "is not an owner: 1 to " + MAX_OWNER_BYTES + " bytes of printable text are allowed");
        }
        return text;
    }
}
