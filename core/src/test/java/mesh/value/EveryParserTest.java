// SPDX-License-Identifier: Apache-2.0
package mesh.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;

import mesh.key.PublicKey;
import mesh.name.DnsName;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.name.UserName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.net.TransportAddress;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for the text of every value, however it is made. */
class EveryParserTest {
    private static final List<Function<String, Object>> PARSERS = List.of(IpAddress::parse, Cidr::parse,
            InterfaceAddress::parse, Endpoint::parse, TransportAddress::parse, NetworkHost::parse, Port::parse,
            Mtu::parse, Keepalive::parse,
            InterfaceName::new, NodeName::new, MeshName::new, UserName::new, DnsName::parse, PublicKey::parse);

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> alike = Arbitraries.strings().withChars("0123456789abcdefgwx.:/[]%-_ \n=+A").ofMaxLength(30);
        return Arbitraries.oneOf(Arbitraries.strings(), alike);
    }

    /** So that no text makes another exception, and whatever is taken is plain and means itself. */
    @Property(tries = 20_000)
    void everyTextIsRefusedOrBecomesAPlainTextThatMeansTheSame(@ForAll("texts") String text) {
        for (Function<String, Object> parse : PARSERS) {
            Object value;
            try {
                value = parse.apply(text);
            } catch (ValueFormatException refused) {
                continue;
            }
            assertThat(value.toString()).matches("[A-Za-z0-9.:/\\[\\]_=+-]+");
            assertThat(parse.apply(value.toString())).isEqualTo(value);
        }
    }
}
