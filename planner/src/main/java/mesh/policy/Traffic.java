// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * A set of packets by protocol and port: those that begin a connection, their answers follow from them. Equal sets are
 * equal values.
 *
 * @param tcp destination ports
 * @param udp destination ports
 * @param icmp ICMP over IPv4 and ICMPv6 over IPv6
 * @param others all protocols but these three
 */
public record Traffic(PortSet tcp, PortSet udp, boolean icmp, boolean others) implements Comparable<Traffic> {
    public static final Traffic NONE = new Traffic(PortSet.NONE, PortSet.NONE, false, false);
    public static final Traffic ANY = new Traffic(PortSet.ALL, PortSet.ALL, true, true);

    private static final Pattern PORTS = Pattern.compile("(tcp|udp)(?::([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?)?");
    private static final int MAX_PORT = 65535;
    private static final Comparator<Traffic> ORDER = Comparator.comparing(Traffic::tcp).thenComparing(Traffic::udp)
            .thenComparing(Traffic::icmp).thenComparing(Traffic::others);

    /**
     * @param text {@code any}, {@code icmp}, {@code tcp}, {@code udp:53} or {@code tcp:8000-8100}
     * @throws ValueFormatException if it is none of these, or a port is outside 1..65535
     */
    public static Traffic parse(String text) {
        if (text.equals("any")) {
            return ANY;
        }
        if (text.equals("icmp")) {
            return new Traffic(PortSet.NONE, PortSet.NONE, true, false);
        }
        Matcher parts = PORTS.matcher(text);
        if (!parts.matches()) {
            throw new ValueFormatException(text,
                    "is not traffic; write any, icmp, tcp, udp or a protocol with ports, such as tcp:22 or udp:5000-5010");
        }
        PortSet ports = parts.group(2) == null ? PortSet.ALL : ports(text, parts);
        return parts.group(1).equals("tcp")
                ? new Traffic(ports, PortSet.NONE, false, false)
                : new Traffic(PortSet.NONE, ports, false, false);
    }

    private static PortSet ports(String text, Matcher parts) {
        int first = Integer.parseInt(parts.group(2));
        int last = parts.group(3) == null ? first : Integer.parseInt(parts.group(3));
        if (first > MAX_PORT || last > MAX_PORT) {
            throw new ValueFormatException(text, "has a port outside 1.." + MAX_PORT);
        }
        if (last < first) {
            throw new ValueFormatException(text,
                    "has its ports in the wrong order; write " + parts.group(1) + ":" + last + "-" + first);
        }
        return PortSet.of(new PortRange(first, last));
    }

    public boolean isNone() {
        return equals(NONE);
    }

    public boolean isAny() {
        return equals(ANY);
    }

    /** True when all of {@code other} is in this set. */
    public boolean covers(Traffic other) {
        return other.minus(this).isNone();
    }

    /** True when some of {@code other} is in this set. */
    public boolean overlaps(Traffic other) {
        return !other.minus(this).equals(other);
    }

    /** Both together. */
    public Traffic plus(Traffic other) {
        return new Traffic(tcp.plus(other.tcp), udp.plus(other.udp), icmp || other.icmp, others || other.others);
    }

    /** What of this set is not in {@code other}. */
    public Traffic minus(Traffic other) {
        return new Traffic(tcp.minus(other.tcp), udp.minus(other.udp), icmp && !other.icmp, others && !other.others);
    }

    @Override
    public int compareTo(Traffic other) {
        return ORDER.compare(this, other);
    }

    /** As the spec writes it, items joined by a comma: {@code tcp:22, tcp:443, udp:53}. */
    @Override
    public String toString() {
        if (isAny()) {
            return "any";
        }
        List<String> items = new ArrayList<>();
        add(items, "tcp", tcp);
        add(items, "udp", udp);
        if (icmp) {
            items.add("icmp");
        }
        if (others) {
            items.add("other protocols");
        }
        return items.isEmpty() ? "nothing" : String.join(", ", items);
    }

    private static void add(List<String> items, String protocol, PortSet ports) {
        if (ports.isAll()) {
            items.add(protocol);
        } else {
            ports.ranges().forEach(range -> items.add(protocol + ":" + range));
        }
    }
}
