// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

import mesh.net.Cidr;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.NetworkSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.RangeSpec;

/** The ranges that the mesh's addresses come from. */
final class RangeRules {
    private static final List<Cidr> NEVER = List.of(Cidr.parse("0.0.0.0/8"), Cidr.parse("127.0.0.0/8"),
            Cidr.parse("169.254.0.0/16"), Cidr.parse("224.0.0.0/3"), Cidr.parse("::/8"), Cidr.parse("fe80::/10"),
            Cidr.parse("ff00::/8"));
    private static final List<Cidr> PRIVATE = List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"), Cidr.parse("100.64.0.0/10"), Cidr.parse("fc00::/7"));

    private RangeRules() {}

    static void check(Draft draft, Problems problems) {
        NetworkSpec network = draft.spec().network();
        network.ipv4().ifPresent(given -> checkRange(given, problems));
        network.ipv6().ifPresent(given -> checkRange(given, problems));
        if (draft.network().ranges().isEmpty()) {
            network.ipv6().ifPresent(given -> problems.error(ProblemId.NO_RANGE, given,
                    "both ipv4 and ipv6 are none, so no host could have an address", "delete one of the two keys"));
        }
        draft.network().ranges().forEach(range -> checkSize(draft.spec(), range, problems));
    }

    private static void checkRange(Located<RangeSpec> given, Problems problems) {
        if (!(given.value() instanceof RangeSpec.Given(Cidr range))) {
            return;
        }
        if (NEVER.stream().anyMatch(range::overlaps)) {
            problems.error(ProblemId.RANGE_UNUSABLE, given, range + " holds addresses that no host can have",
                    "write a private range, such as " + (range.isV6() ? "fd12:3456:789a::/64" : "100.64.0.0/24"));
        } else if (PRIVATE.stream().noneMatch(block -> block.contains(range))) {
            problems.warning(ProblemId.RANGE_PUBLIC, given,
                    range + " is not private: hosts would lose whatever the internet has there",
                    "write a range inside "
                            + (range.isV6() ? "fd00::/8" : "100.64.0.0/10, 10.0.0.0/8 or another private block")
                            + ", unless the addresses are yours");
        }
    }

    private static void checkSize(MeshSpec spec, Cidr range, Problems problems) {
        BigInteger nodes = BigInteger.valueOf(spec.hosts().size() + spec.devices().size());
        BigInteger room = room(range);
        if (room.compareTo(nodes) >= 0) {
            return;
        }
        String key = range.isV6() ? "ipv6" : "ipv4";
        int bits = nodes.add(BigInteger.TWO).subtract(BigInteger.ONE).bitLength();
        String advice = "write a range of /" + (range.network().bits() - bits) + " or larger at network." + key;
        Optional<Located<RangeSpec>> given = range.isV6() ? spec.network().ipv6() : spec.network().ipv4();
        String message = range + " has room for " + room + " of the mesh's " + nodes + " hosts and devices";
        if (given.isPresent()) {
            problems.error(ProblemId.RANGE_TOO_SMALL, given.get(), message, advice);
        } else {
            problems.error(ProblemId.RANGE_TOO_SMALL, spec.name().position(), "network." + key,
                    "the default " + message,
                    advice);
        }
    }

    /** IPv4 loses network and broadcast address, IPv6 the subnet-router anycast address (RFC 4291 section 2.6.1). */
    private static BigInteger room(Cidr range) {
        return range.size().subtract(range.isV6() ? BigInteger.ONE : BigInteger.TWO).max(BigInteger.ZERO);
    }
}
