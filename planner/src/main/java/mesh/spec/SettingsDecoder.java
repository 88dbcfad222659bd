// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import mesh.name.DnsName;
import mesh.net.InterfaceName;
import mesh.net.Mtu;
import mesh.net.Port;

/** Decodes the sections {@code network} and {@code keys}. */
final class SettingsDecoder {

    NetworkSpec network(SectionReader in) {
        return new NetworkSpec(in.value("ipv4", RangeSpec::parseV4), in.value("ipv6", RangeSpec::parseV6),
                in.value("port", Port::parse), in.value("mtu", Mtu::parse), in.value("interface", InterfaceName::new),
                in.value("domain", DnsName::parse));
    }

    KeysSpec keys(SectionReader in) {
        return new KeysSpec(in.word("custody"), in.values("recipients", AgeRecipient::check),
                in.value("preshared-epoch", Integer::valueOf), in.value("rotate-after", SettingsDecoder::days));
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not such as {@code 90d} */
    static int days(String text) {
        if (!text.matches("[1-9][0-9]{0,3}d")) {
            throw new mesh.value.ValueFormatException(text, "is not a number of days from 1d to 9999d");
        }
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }
}
