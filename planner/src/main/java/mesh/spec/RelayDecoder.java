// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.key.RelayKey;
import mesh.name.NodeName;
import mesh.net.Endpoint;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.value.ValueFormatException;

/** Decodes a host's {@code relay} and the section {@code relays}. */
final class RelayDecoder {
    private final Problems problems;
    private final ScalarReader scalars;

    RelayDecoder(Problems problems) {
        this.problems = problems;
        this.scalars = new ScalarReader(problems);
    }

    /** Absent where the host has no relay, and where it says so with {@code false}. */
    Optional<RelaySpec> relay(SectionReader host) {
        Optional<Located<YamlNode>> node = host.node("relay");
        if (node.isEmpty() || !(node.get().value() instanceof YamlNode.Mapping)) {
            return host.flag("relay").filter(Located::value).map(RelaySpec::usual);
        }
        Located<YamlNode> block = node.get();
        return SectionReader.open(block, RelayFields.RELAY, problems)
                .map(in -> block(in, new Located<>(true, block.path(), block.position())));
    }

    private RelaySpec block(SectionReader in, Located<Boolean> place) {
        boolean files = in.node("certificate").filter(node -> node.value() instanceof YamlNode.Mapping).isPresent();
        return new RelaySpec(place, in.value("host", NetworkHost::parse), in.value("port", Port::parse),
                in.value("stun-port", Integer::valueOf),
                files ? Optional.empty() : in.word("certificate"),
                files
                        ? in.block("certificate", RelayFields.CERTIFICATE).flatMap(RelayDecoder::files)
                        : Optional.empty(),
                in.value("listen", Endpoint::parse), in.value("metrics-port", Port::parse),
                in.value("max-clients", Integer::valueOf), in.value("rate-limit", Integer::valueOf));
    }

    private static Optional<RelaySpec.Files> files(SectionReader in) {
        Optional<Located<String>> key = in.value("key", RelayDecoder::path);
        return in.value("file", RelayDecoder::path).flatMap(file -> key.map(both -> new RelaySpec.Files(file, both)));
    }

    private static String path(String text) {
        if (!text.matches(RelayFields.FILE)) {
            throw new ValueFormatException(text, "is not an absolute path of plain components");
        }
        return text;
    }

    RelaysSpec relays(SectionReader in) {
        NamedReader named = new NamedReader(problems);
        return new RelaysSpec(in.node("admit").map(block -> named.read(block, NodeName::new, this::client))
                .orElse(List.of()), in.flag("forward"));
    }

    private Optional<RelaysSpec.Client> client(Located<NodeName> name, Located<YamlNode> key) {
        return scalars.read(key.value(), key.path(), RelayFields.ADMITTED, RelayKey::parse)
                .map(read -> new RelaysSpec.Client(name, read));
    }
}
