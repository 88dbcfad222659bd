// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;

import mesh.net.Cidr;
import mesh.net.InterfaceName;

/**
 * Reads {@code route -n show} of OpenBSD: destination, gateway, flags, and more columns of which the last is the
 * interface. IPv4 destinations lose their trailing zero octets ({@code 10.9/16}).
 */
final class OpenBsdRoutes {
    private static final int MIN_COLUMNS = 4;
    private static final int IPV4_OCTETS = 4;

    private OpenBsdRoutes() {}

    /**
     * Static routes (flag {@code S}) through {@code name}; others belong to the kernel or a routing daemon. All addresses
     * in two halves are the way to an exit.
     */
    static List<Cidr> through(InterfaceName name, List<String> lines) {
        List<Cidr> found = new ArrayList<>();
        boolean v6 = false;
        for (String line : lines) {
            String[] columns = line.trim().split("\\s+");
            v6 |= columns[0].equals("Internet6:");
            boolean all = columns[0].matches("(0|0\\.0\\.0\\.0|128|128\\.0\\.0\\.0|::|8000::)/1");
            if (!all && columns.length >= MIN_COLUMNS && columns[columns.length - 1].equals(name.text())
                    && columns[2].contains("S")) {
                found.add(destination(columns[0], v6));
            }
        }
        return found;
    }

    private static Cidr destination(String text, boolean v6) {
        if (text.equals("default")) {
            return Cidr.parse(v6 ? "::/0" : "0.0.0.0/0");
        }
        if (text.indexOf(':') >= 0) {
            return LiveValues.network(text);
        }
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int octets = address.split("\\.", -1).length;
        String whole = address + ".0".repeat(Math.max(0, IPV4_OCTETS - octets));
        return LiveValues.network(whole + "/" + (slash < 0 ? Integer.toString(8 * octets) : text.substring(slash + 1)));
    }
}
