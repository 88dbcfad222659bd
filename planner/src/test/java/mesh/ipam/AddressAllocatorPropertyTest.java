// SPDX-License-Identifier: Apache-2.0
package mesh.ipam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.IpAddress;

class AddressAllocatorPropertyTest {
    private static final List<Cidr> RANGES = List.of(Cidr.parse("10.9.0.0/26"), Cidr.parse("fd00::/120"));

    private static SortedMap<NodeName, List<IpAddress>> allocate(List<AddressClaim> claims) {
        return new AddressAllocator(Set.of(), List.of()).allocate(RANGES, claims);
    }

    private static AddressClaim fresh(int number) {
        return new AddressClaim(new NodeName("n" + number), List.of(), List.of());
    }

    private static List<AddressClaim> keepingAll(SortedMap<NodeName, List<IpAddress>> given) {
        List<AddressClaim> claims = new ArrayList<>();
        given.forEach((name, addresses) -> claims.add(new AddressClaim(name, List.of(), addresses)));
        return claims;
    }

    /** Nodes that are new, keep an address or pin one, in any mixture; pins differ from each other. */
    private static List<AddressClaim> mixed(Set<Integer> numbers) {
        List<AddressClaim> claims = new ArrayList<>();
        for (int number : numbers) {
            IpAddress own = IpAddress.parse("10.9.0." + (number % 60 + 1));
            claims.add(switch (number % 3) {
                case 0 -> fresh(number);
                case 1 -> new AddressClaim(new NodeName("n" + number), List.of(), List.of(own));
                default -> new AddressClaim(new NodeName("n" + number), List.of(own), List.of());
            });
        }
        return claims;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noAddressIsGivenTwiceAndEveryNodeGetsOneOfEachRange(
            @ForAll @Size(max = 40) Set<@IntRange(min = 0, max = 59) Integer> numbers) {
        SortedMap<NodeName, List<IpAddress>> given = allocate(mixed(numbers));
        List<IpAddress> all = given.values().stream().flatMap(List::stream).toList();
        assertThat(all).doesNotHaveDuplicates().hasSize(2 * numbers.size());
        given.values().forEach(own -> assertThat(own)
                .satisfiesExactly(v4 -> assertThat(RANGES.get(0).contains(v4)).isTrue(),
                        v6 -> assertThat(RANGES.get(1).contains(v6)).isTrue()));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theOrderOfTheClaimsMeansNothing(@ForAll @Size(max = 40) Set<@IntRange(min = 0, max = 59) Integer> numbers,
            @ForAll long seed) {
        List<AddressClaim> shuffled = mixed(numbers);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(allocate(shuffled)).isEqualTo(allocate(mixed(numbers)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whoStaysKeepsItsAddressesWhenOthersComeAndGo(
            @ForAll @Size(min = 1, max = 25) Set<@IntRange(min = 0, max = 59) Integer> before,
            @ForAll @Size(max = 25) Set<@IntRange(min = 0, max = 59) Integer> after) {
        SortedMap<NodeName, List<IpAddress>> first = allocate(before.stream().map(n -> fresh(n)).toList());
        List<AddressClaim> claims = keepingAll(first);
        claims.removeIf(claim -> !after.contains(Integer.parseInt(claim.name().text().substring(1))));
        after.stream().filter(number -> !before.contains(number)).forEach(number -> claims.add(fresh(number)));
        SortedMap<NodeName, List<IpAddress>> second = allocate(claims);
        first.forEach((name, addresses) -> {
            if (second.containsKey(name)) {
                assertThat(second.get(name)).isEqualTo(addresses);
            }
        });
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aRenamedNodeKeepsItsAddresses(@ForAll @Size(min = 1, max = 25) Set<@IntRange(min = 0, max = 59) Integer> all) {
        SortedMap<NodeName, List<IpAddress>> first = allocate(all.stream().map(n -> fresh(n)).toList());
        List<AddressClaim> renamed = new ArrayList<>();
        first.forEach((name, addresses) -> renamed
                .add(new AddressClaim(new NodeName("z" + name.text()), List.of(), addresses)));
        SortedMap<NodeName, List<IpAddress>> second = allocate(renamed);
        first.forEach((name, addresses) -> assertThat(second.get(new NodeName("z" + name))).isEqualTo(addresses));
    }
}
