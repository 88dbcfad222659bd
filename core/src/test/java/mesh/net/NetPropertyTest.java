// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

import mesh.name.DnsName;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NetPropertyTest {
    @Provide
    Arbitrary<IpAddress> addresses() {
        Arbitrary<IpAddress> v4 = Arbitraries.longs().between(0, 0xffff_ffffL).map(IpV4::new);
        Arbitrary<Long> half = Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.of(0L, 1L, -1L, 1L << 48, 0xffffL));
        Arbitrary<IpAddress> v6 = Combinators.combine(half, half).as(IpV6::new);
        return Arbitraries.oneOf(v4, v6);
    }

    @Provide
    Arbitrary<Endpoint> endpoints() {
        Arbitrary<NetworkHost> literal = addresses().map(NetworkHost.Literal::new);
        Arbitrary<NetworkHost> named = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(60)
                .list().ofMinSize(1).ofMaxSize(4)
                .map(labels -> new NetworkHost.Named(new DnsName(String.join(".", labels))));
        return Combinators.combine(Arbitraries.oneOf(literal, named), Arbitraries.integers().between(1, 65535))
                .as((host, port) -> new Endpoint(host, new Port(port)));
    }

    @Property
    void addressSurvivesItsText(@ForAll("addresses") IpAddress address) {
        assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
        assertThat(IpAddress.ofNumber(address.number(), address.bits())).isEqualTo(address);
    }

    /** The platform's own parser is asked for literals only, which it does not look up. */
    @Property
    void addressTextMeansTheSameToThePlatform(@ForAll("addresses") IpAddress address) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(address.toString()).getAddress();
        boolean mapped = address.isV6() && bytes.length == 4;
        BigInteger low = address.number().and(BigInteger.TWO.pow(mapped ? 32 : 128).subtract(BigInteger.ONE));
        assertThat(new BigInteger(1, bytes)).isEqualTo(low);
    }

    @Property
    void networkSurvivesItsTextAndHoldsItsAddress(@ForAll("addresses") IpAddress address,
            @ForAll @IntRange(max = 128) int length) {
        int fitting = Math.min(length, address.bits());
        Cidr network = new Cidr(address.masked(fitting), fitting);
        assertThat(Cidr.parse(network.toString())).isEqualTo(network);
        assertThat(network.contains(address)).isTrue();
        assertThat(network.network().masked(fitting)).isEqualTo(network.network());
        InterfaceAddress own = new InterfaceAddress(address, fitting);
        assertThat(InterfaceAddress.parse(own.toString())).isEqualTo(own);
        assertThat(own.connected()).isEqualTo(network);
    }

    /** Edge cases are among the addresses; their pairs alone would be all that is tried. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void overlapIsSymmetric(@ForAll("addresses") IpAddress one, @ForAll("addresses") IpAddress other,
            @ForAll @IntRange(max = 32) int length) {
        Cidr first = new Cidr(one.masked(length), length);
        Cidr second = new Cidr(other.masked(length / 2), length / 2);
        assertThat(first.overlaps(second)).isEqualTo(second.overlaps(first))
                .isEqualTo(second.contains(first.network()));
    }

    /** Edge cases are among the addresses; their pairs alone would be all that is tried. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void orderAgreesWithEquality(@ForAll("addresses") IpAddress one, @ForAll("addresses") IpAddress other) {
        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
    }

    /** Edge cases are among the addresses; their pairs alone would be all that is tried. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void orderOfOneFamilyIsThatOfNumbers(@ForAll("addresses") IpAddress one, @ForAll("addresses") IpAddress other) {
        int byNumber = one.number().compareTo(other.number());
        assertThat(Integer.signum(one.compareTo(other)))
                .isEqualTo(
                        one.bits() == other.bits() ? byNumber : Integer.compare(one.bits(), other.bits()) > 0 ? 1 : -1);
    }

    @Property
    void maskKeepsTheFirstBitsOfTheNumber(@ForAll("addresses") IpAddress address,
            @ForAll @IntRange(max = 128) int length) {
        int rest = address.bits() - Math.min(length, address.bits());
        assertThat(address.masked(address.bits() - rest).number())
                .isEqualTo(address.number().shiftRight(rest).shiftLeft(rest));
    }

    @Property
    void endpointSurvivesItsText(@ForAll("endpoints") Endpoint endpoint) {
        assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
    }

    @Property
    void smallNumbersSurviveTheirText(@ForAll @IntRange(min = 1280, max = 9000) int number) {
        assertThat(Port.parse(new Port(number).toString())).isEqualTo(new Port(number));
        assertThat(Mtu.parse(new Mtu(number).toString())).isEqualTo(new Mtu(number));
        assertThat(Keepalive.parse(new Keepalive(number).toString())).isEqualTo(new Keepalive(number));
    }
}
