// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import mesh.desired.NameTable;
import mesh.desired.NameTable.Entry;
import mesh.files.Digests;
import mesh.name.DnsName;
import mesh.net.IpAddress;
import mesh.net.IpV4;

/**
 * One zone of the DNS (RFC 1035): the domain's, or one that leads from addresses to names. Reverse zones are cut where
 * labels are: 24 bits of IPv4, 64 of IPv6.
 *
 * @param origin without final dot
 * @param server name of who serves it, with final dot
 * @param serial worked out from the records, so that equal zones are equal texts; a change may lower it
 * @param records sorted
 */
public record Zone(String origin, String server, long serial, List<Record> records) {
    private static final int NIBBLES = 32;
    private static final int NIBBLES_OF_SUBNET = 16;
    /** Hexadecimal digits of a digest that make 28 bits: a serial has 32 and must not be 0. */
    private static final int SERIAL_DIGITS = 7;

    /**
     * @param name relative to the zone
     * @param type A, AAAA or PTR
     * @param value an address, or a name with final dot
     */
    public record Record(String name, String type, String value) {}

    public Zone {
        records = List.copyOf(records);
    }

    /** The domain's first; none without a domain. */
    static List<Zone> of(NameTable table) {
        Optional<DnsName> domain = table.domain();
        if (domain.isEmpty()) {
            return List.of();
        }
        List<Record> forward = new ArrayList<>();
        Map<String, List<Record>> reverse = new TreeMap<>();
        for (Entry entry : table.entries()) {
            for (IpAddress address : entry.addresses()) {
                forward.add(new Record(entry.name().text(), address.isV6() ? "AAAA" : "A", address.toString()));
                List<String> labels = labels(address);
                int own = address.isV6() ? NIBBLES - NIBBLES_OF_SUBNET : 1;
                String origin = String.join(".", labels.subList(own, labels.size()))
                        + (address.isV6() ? ".ip6.arpa" : ".in-addr.arpa");
                reverse.computeIfAbsent(origin, zone -> new ArrayList<>())
                        .add(new Record(String.join(".", labels.subList(0, own)), "PTR",
                                table.fullName(entry.name()) + "."));
            }
        }
        List<Zone> zones = new ArrayList<>();
        String server = server(table);
        zones.add(zone(domain.get().text(), server, forward));
        reverse.forEach((origin, records) -> zones.add(zone(origin, server, records)));
        return zones;
    }

    private static Zone zone(String origin, String server, List<Record> records) {
        String digest = Digests.sha256(origin + server + records);
        return new Zone(origin, server, 1 + Long.parseLong(digest.substring(0, SERIAL_DIGITS), 16), records);
    }

    /** The first node that is a resolver; else nobody in particular. */
    private static String server(NameTable table) {
        return table.entries().stream()
                .filter(entry -> entry.addresses().stream().anyMatch(table.resolvers()::contains)).findFirst()
                .map(entry -> table.fullName(entry.name()) + ".").orElse("localhost.");
    }

    /** The labels of an address in the DNS, its last part first. */
    private static List<String> labels(IpAddress address) {
        if (address instanceof IpV4) {
            return List.of(address.toString().split("\\.")).reversed();
        }
        String digits = String.format(Locale.ROOT, "%032x", number(address));
        List<String> nibbles = new ArrayList<>(List.of(digits.split("")));
        Collections.reverse(nibbles);
        return nibbles;
    }

    private static BigInteger number(IpAddress address) {
        return address.number();
    }
}
