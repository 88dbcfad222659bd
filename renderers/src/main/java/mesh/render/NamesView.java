// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.ArrayList;
import java.util.List;

import mesh.desired.NameTable;
import mesh.desired.NameTable.Entry;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;

/**
 * The names of a mesh as the template of {@code /etc/hosts} sees them.
 *
 * @param mesh its name
 * @param interfaceName whose block it is
 * @param lines one for each address
 */
public record NamesView(String mesh, String interfaceName, List<Line> lines) {

    /**
     * One line.
     *
     * @param address of the node
     * @param names the full one first, where there is a domain
     */
    public record Line(String address, String names) {}

    static NamesView of(NameTable table, InterfaceName interfaceName) {
        List<Line> lines = new ArrayList<>();
        for (Entry entry : table.entries()) {
            String full = table.fullName(entry.name());
            String names = full.equals(entry.name().text()) ? full : full + " " + entry.name();
            for (IpAddress address : entry.addresses()) {
                lines.add(new Line(address.toString(), names));
            }
        }
        return new NamesView(table.mesh().text(), interfaceName.text(), lines);
    }
}
