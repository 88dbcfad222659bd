// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.spec.DeviceSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Pinned addresses: one of a family for each node, inside the mesh's range, nobody else's. */
final class PinRules {
    private PinRules() {}

    static void check(Draft draft, Problems problems) {
        Map<IpAddress, Located<IpAddress>> first = new HashMap<>();
        Stream.concat(draft.spec().hosts().stream().map(HostSpec::addresses),
                draft.spec().devices().stream().map(DeviceSpec::addresses))
                .forEach(pins -> checkNode(pins, draft, first, problems));
    }

    private static void checkNode(List<Located<IpAddress>> pins, Draft draft, Map<IpAddress, Located<IpAddress>> first,
            Problems problems) {
        Set<Boolean> families = new HashSet<>();
        for (Located<IpAddress> pin : pins) {
            if (!families.add(pin.value().isV6())) {
                problems.error(ProblemId.PIN_FAMILY_TWICE, pin,
                        "a node has one " + family(pin.value()) + " address in the mesh; this is the second",
                        "delete one of them");
            }
            Located<IpAddress> earlier = first.putIfAbsent(pin.value(), pin);
            if (earlier != null) {
                problems.error(ProblemId.DUPLICATE_ADDRESS, pin,
                        pin.value() + " is pinned at " + earlier.path() + " on " + earlier.position().lineText(),
                        "pin another address, or none: mesh picks a free one and keeps it");
            }
            checkRange(pin, draft, problems);
        }
    }

    private static void checkRange(Located<IpAddress> pin, Draft draft, Problems problems) {
        Optional<Cidr> range = draft.rangeOf(pin.value());
        if (range.isEmpty()) {
            String ranges = draft.network().ranges().stream().filter(one -> one.isV6() == pin.value().isV6())
                    .map(Cidr::toString).collect(Collectors.joining(", "));
            problems.error(ProblemId.PIN_OUTSIDE_RANGE, pin,
                    ranges.isEmpty()
                            ? "the mesh has no " + family(pin.value()) + " range"
                            : pin.value() + " is outside the mesh's range " + ranges,
                    ranges.isEmpty()
                            ? "delete the address, or give the mesh a range under 'network'"
                            : "pin an address inside it, or change the range under 'network'");
        } else if (isReserved(pin.value(), range.get())) {
            problems.error(ProblemId.PIN_RESERVED, pin,
                    pin.value() + " is the " + (pin.value().equals(range.get().network()) ? "first" : "last")
                            + " address of " + range.get() + ", which no host can have",
                    "pin one between the first and the last");
        }
    }

    private static boolean isReserved(IpAddress pin, Cidr range) {
        IpAddress last = range.network().plus(range.size().subtract(BigInteger.ONE));
        return pin.equals(range.network()) || !pin.isV6() && pin.equals(last);
    }

    private static String family(IpAddress address) {
        return address.isV6() ? "IPv6" : "IPv4";
    }
}
