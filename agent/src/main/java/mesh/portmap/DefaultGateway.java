// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.net.IpAddress;
import mesh.net.IpV4;
import mesh.value.ValueFormatException;

/** Who the router of the default route is, read from what the system prints. */
public final class DefaultGateway {
    private static final int DESTINATION = 1;
    private static final int GATEWAY = 2;
    private static final int FLAGS = 3;
    private static final int METRIC = 6;
    private static final int MASK = 7;
    private static final int COLUMNS = 8;
    private static final int UP_AND_GATEWAY = 0x0003;
    private static final Pattern OPENBSD_GATEWAY = Pattern.compile("(?m)^\\s*gateway:\\s+(\\S+)\\s*$");

    private DefaultGateway() {}

    /**
     * @param table all of {@code /proc/net/route}: numbers in hexadecimal, addresses as this machine's memory has them
     * @return the router of the default route with the smallest metric; empty without one
     */
    public static Optional<IpV4> ofLinux(String table) {
        return table.lines().skip(1).map(line -> line.strip().split("\\s+")).filter(DefaultGateway::isDefault)
                .min((a, b) -> Integer.compare(Integer.parseInt(a[METRIC]), Integer.parseInt(b[METRIC])))
                .map(columns -> new IpV4(Integer.toUnsignedLong(
                        Integer.reverseBytes(Integer.parseUnsignedInt(columns[GATEWAY], 16)))));
    }

    private static boolean isDefault(String[] columns) {
        return columns.length >= COLUMNS && columns[DESTINATION].equals("00000000") && columns[MASK].equals("00000000")
                && columns[GATEWAY].matches("[0-9A-Fa-f]{8}") && columns[FLAGS].matches("[0-9A-Fa-f]{4}")
                && columns[METRIC].matches("[0-9]{1,9}")
                && (Integer.parseInt(columns[FLAGS], 16) & UP_AND_GATEWAY) == UP_AND_GATEWAY;
    }

    /**
     * @param answer what {@code route -n get default} prints on OpenBSD (route(8))
     * @return empty where there is no default route or it leads to a device
     */
    public static Optional<IpAddress> ofOpenBsd(String answer) {
        Matcher gateway = OPENBSD_GATEWAY.matcher(answer);
        if (!gateway.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(IpAddress.parse(gateway.group(1)));
        } catch (ValueFormatException aDevice) {
            return Optional.empty();
        }
    }
}
