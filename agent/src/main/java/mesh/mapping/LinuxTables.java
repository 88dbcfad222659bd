// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.util.HexFormat;
import java.util.stream.Stream;

import mesh.net.IpAddress;

/** Reads tables of {@code /proc/net}, by their names there. Lines that are not as expected are skipped. */
final class LinuxTables {
    /** IFA_F_DADFAILED, IFA_F_DEPRECATED, IFA_F_TENTATIVE. */
    private static final int UNFIT = 0x08 | 0x20 | 0x40;
    /** RTF_UP, and RTF_REJECT where nothing passes. */
    private static final int UP = 0x1;
    private static final int REJECT = 0x200;
    private static final String V6_ANY = "0".repeat(32);

    private LinuxTables() {}

    private static Stream<String[]> lines(String table, int columns) {
        return table.lines().map(line -> line.strip().split("\\s+")).filter(line -> line.length >= columns);
    }

    /**
     * @param table {@code if_inet6}: address, index, prefix length, scope, flags, device
     * @return the addresses that are in use and will be for a while
     */
    static Stream<HostAddress> addressesV6(String table) {
        return lines(table, 6).filter(line -> line[0].matches("[0-9a-f]{32}") && line[4].matches("[0-9a-f]{1,7}")
                && (Integer.parseInt(line[4], 16) & UNFIT) == 0)
                .map(line -> new HostAddress(line[5], IpAddress.ofOctets(HexFormat.of().parseHex(line[0]))));
    }

    /** @param table {@code route}: device, destination, gateway, flags, and so on. */
    static Stream<String> defaultRoutes(String table) {
        return lines(table, 8).filter(line -> line[1].equals("00000000") && line[7].equals("00000000"))
                .map(line -> line[2] + " " + line[0]);
    }

    /** @param table {@code ipv6_route}: destination, length, source, length, gateway, 3 numbers, flags, device */
    static Stream<String> defaultRoutesV6(String table) {
        return lines(table, 10).filter(line -> line[0].equals(V6_ANY) && line[1].equals("00")
                && line[8].matches("[0-9a-f]{8}") && isWay((int) Long.parseLong(line[8], 16)))
                .map(line -> line[4] + " " + line[9]);
    }

    private static boolean isWay(int flags) {
        return (flags & UP) != 0 && (flags & REJECT) == 0;
    }
}
