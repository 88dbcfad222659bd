// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.name.UserName;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.value.ValueFormatException;

/** Decodes how hosts are reached over SSH, in the short form and as a block. */
final class SshDecoder {
    private static final String FILE = "(~/|/)[A-Za-z0-9._/@+-]{1,250}";

    /** {@code ssh} of a host. */
    SshSpec host(SectionReader host) {
        Optional<Located<YamlNode>> node = host.node("ssh");
        if (node.isPresent() && node.get().value() instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            return host.value("ssh", SshAddress::parse).map(SshDecoder::fromShort).orElse(SshSpec.EMPTY);
        }
        return host.block("ssh", SpecTable.SSH).map(in -> block(in, in.value("host", NetworkHost::parse)))
                .orElse(SshSpec.EMPTY);
    }

    /** {@code ssh} of {@code defaults}. */
    SshSpec defaults(SectionReader defaults) {
        return defaults.block("ssh", SpecTable.DEFAULTS_SSH).map(in -> block(in, Optional.empty()))
                .orElse(SshSpec.EMPTY);
    }

    private static SshSpec block(SectionReader in, Optional<Located<NetworkHost>> host) {
        return new SshSpec(host, in.value("port", Port::parse), in.value("user", UserName::new), in.word("become"),
                in.value("jump", SshAddress::parse), in.values("identity", SshDecoder::file));
    }

    private static SshSpec fromShort(Located<SshAddress> address) {
        return new SshSpec(Optional.of(at(address, address.value().host())),
                address.value().port().map(port -> at(address, port)),
                address.value().user().map(user -> at(address, user)), Optional.empty(), Optional.empty(), List.of());
    }

    private static <T> Located<T> at(Located<?> place, T value) {
        return new Located<>(value, place.path(), place.position());
    }

    private static String file(String text) {
        if (!text.matches(FILE)) {
            throw new ValueFormatException(text,
                    "is not a path that starts with / or ~/ and has only a-z A-Z 0-9 . _ / @ + -");
        }
        return text;
    }
}
