// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.util.ArrayList;
import java.util.List;

import mesh.desired.NameTable;
import mesh.desired.NameTable.Entry;
import mesh.name.DnsName;
import mesh.net.IpAddress;

/**
 * The names of a mesh as templates see them.
 *
 * @param mesh its name
 * @param domain under which they stand; empty without
 * @param lines one for each address
 * @param resolvers addresses of who answers for the domain
 */
public record NamesView(String mesh, String domain, List<Line> lines, List<String> resolvers) {

    /**
     * One address of a node.
     *
     * @param name without domain
     * @param full with it
     * @param type of the record: A or AAAA
     * @param address as text
     */
    public record Line(String name, String full, String type, String address) {}

    static NamesView of(NameTable table) {
        List<Line> lines = new ArrayList<>();
        for (Entry entry : table.entries()) {
            for (IpAddress address : entry.addresses()) {
                lines.add(new Line(entry.name().text(), table.fullName(entry.name()), address.isV6() ? "AAAA" : "A",
                        address.toString()));
            }
        }
        return new NamesView(table.mesh().text(), table.domain().map(DnsName::text).orElse(""), lines,
                table.resolvers().stream().map(IpAddress::toString).toList());
    }
}
