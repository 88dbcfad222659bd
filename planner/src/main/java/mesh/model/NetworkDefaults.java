// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.name.MeshName;
import mesh.net.Cidr;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.IpV6;
import mesh.net.Port;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.NetworkSpec;
import mesh.spec.RangeSpec;
import mesh.value.Sha256;

/** Fills in the section {@code network}. */
final class NetworkDefaults {
    private static final Cidr IPV4 = Cidr.parse("100.64.0.0/24");
    private static final Port PORT = new Port(51820);
    private static final InterfaceName INTERFACE = new InterfaceName("wg0");
    /** Length of a unique local prefix with its global ID (RFC 4193 section 3.1). */
    private static final int GLOBAL_ID_END = 48;
    private static final int SUBNET_LENGTH = 64;

    private NetworkDefaults() {}

    static Network network(MeshSpec spec) {
        NetworkSpec given = spec.network();
        List<Cidr> ranges = new ArrayList<>();
        range(given.ipv4(), IPV4).ifPresent(ranges::add);
        range(given.ipv6(), uniqueLocal(spec.name().value())).ifPresent(ranges::add);
        return new Network(ranges, given.port().map(Located::value).orElse(PORT),
                given.interfaceName().map(Located::value).orElse(INTERFACE), given.domain().map(Located::value),
                naming(spec));
    }

    private static Naming naming(MeshSpec spec) {
        boolean hostsFile = spec.names().hostsFile().map(Located::value).orElse(spec.network().domain().isPresent());
        return new Naming(hostsFile, spec.names().resolvers().stream().map(Located::value).toList());
    }

    private static Optional<Cidr> range(Optional<Located<RangeSpec>> given, Cidr otherwise) {
        if (given.isEmpty()) {
            return Optional.of(otherwise);
        }
        return switch (given.get().value()) {
            case RangeSpec.Off off -> Optional.empty();
            case RangeSpec.Given range -> Optional.of(range.range());
        };
    }

    /** The first subnet of fd00::/8 with the first 40 bits of the name's SHA-256 as global ID: the same on every machine. */
    static Cidr uniqueLocal(MeshName name) {
        byte[] digest = Sha256.of(name.text());
        byte[] prefix = new byte[IpV6.BITS / Byte.SIZE];
        prefix[0] = (byte) 0xfd;
        System.arraycopy(digest, 0, prefix, 1, GLOBAL_ID_END / Byte.SIZE - 1);
        return new Cidr(IpAddress.ofNumber(new BigInteger(1, prefix), IpV6.BITS), SUBNET_LENGTH);
    }
}
