// SPDX-License-Identifier: Apache-2.0
package mesh.ipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

import org.junit.jupiter.api.Test;

import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.IpAddress;

class AddressAllocatorTest {
    private static final List<Cidr> BOTH = ranges("10.9.0.0/24", "fd00::/64");

    private static List<Cidr> ranges(String... texts) {
        return Arrays.stream(texts).map(Cidr::parse).toList();
    }

    private static List<IpAddress> ips(String... texts) {
        return Arrays.stream(texts).map(IpAddress::parse).toList();
    }

    private static AddressClaim fresh(String name) {
        return new AddressClaim(new NodeName(name), List.of(), List.of());
    }

    private static AddressClaim keeping(String name, String... kept) {
        return new AddressClaim(new NodeName(name), List.of(), ips(kept));
    }

    private static SortedMap<NodeName, List<IpAddress>> allocate(List<Cidr> ranges, AddressClaim... claims) {
        return new AddressAllocator(Set.of(), List.of()).allocate(ranges, List.of(claims));
    }

    @Test
    void theSecondRangeFollowsTheOffsetOfTheFirst() {
        assertThat(allocate(BOTH, keeping("a", "10.9.0.77"))).containsEntry(new NodeName("a"),
                ips("10.9.0.77", "fd00::4d"));
    }

    @Test
    void takesTheNextFreeAddressWhereTheOffsetIsTaken() {
        assertThat(allocate(BOTH, keeping("a", "10.9.0.5", "fd00::9"), keeping("b", "10.9.0.9")))
                .containsEntry(new NodeName("b"), ips("10.9.0.9", "fd00::a"));
    }

    @Test
    void skipsNetworkAndBroadcast() {
        assertThat(allocate(ranges("10.9.0.0/30"), fresh("a"), fresh("b")).values()).containsExactly(ips("10.9.0.1"),
                ips("10.9.0.2"));
        assertThatThrownBy(() -> allocate(ranges("10.9.0.0/30"), fresh("a"), fresh("b"), fresh("c")))
                .isInstanceOfSatisfying(PoolExhaustedException.class, full -> {
                    assertThat(full.range()).hasToString("10.9.0.0/30");
                    assertThat(full.node()).hasToString("c");
                });
    }

    @Test
    void usesBothAddressesOfAPointToPointRange() {
        assertThat(allocate(ranges("10.9.0.0/31"), fresh("a"), fresh("b")).values()).containsExactly(ips("10.9.0.0"),
                ips("10.9.0.1"));
    }

    @Test
    void givesUpAKeptAddressThatBecameTheBroadcastAddress() {
        assertThat(allocate(ranges("10.9.0.0/25"), keeping("a", "10.9.0.127"))).containsEntry(new NodeName("a"),
                ips("10.9.0.1"));
    }

    @Test
    void givesOutNothingThatIsWithheldOrReserved() {
        AddressAllocator allocator = new AddressAllocator(Set.copyOf(ips("10.9.0.1")), ranges("10.9.0.2/31"));
        assertThat(allocator.allocate(ranges("10.9.0.0/24"), List.of(fresh("a"), keeping("b", "10.9.0.3"))).values())
                .containsExactly(ips("10.9.0.4"), ips("10.9.0.3"));
    }

    @Test
    void skipsAHugeReservedNetworkAtOnce() {
        AddressAllocator allocator = new AddressAllocator(Set.of(), ranges("fd00::/65"));
        assertThat(allocator.allocate(ranges("fd00::/64"), List.of(fresh("a"))).values())
                .containsExactly(ips("fd00::8000:0:0:0"));
    }

    @Test
    void aNetworkThatHoldsTheWholeRangeReservesNothing() {
        AddressAllocator allocator = new AddressAllocator(Set.of(), ranges("10.0.0.0/8", "0.0.0.0/0"));
        assertThat(allocator.allocate(ranges("10.9.0.0/24"), List.of(fresh("a"))).values())
                .containsExactly(ips("10.9.0.1"));
    }
}
