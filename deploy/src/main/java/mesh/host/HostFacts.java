// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import mesh.live.SshEnds;
import mesh.lock.Reach;
import mesh.model.Format;
import mesh.model.OperatingSystem;

/**
 * What a host is, checked before anything is asked of it.
 *
 * @param system as {@code uname -s} says, such as {@code OpenBSD}
 * @param userId numeric; 0 is root
 * @param clockSeconds since 1970 UTC, by the host's clock
 * @param spaceKib free under /etc
 * @param tools found on PATH, of those that matter; {@code systemd} where it runs
 * @param ssh the connection the host was asked on; absent where it does not tell
 */
public record HostFacts(String system, int userId, long clockSeconds, long spaceKib, Set<String> tools,
        Optional<SshEnds> ssh) {
    private static final int MIN_SPACE_KIB = 1024;

    public HostFacts {
        tools = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tools));
    }

    static HostFacts read(List<String> lines) throws SnapshotException {
        String system = "";
        int user = -1;
        long clock = 0;
        long space = Long.MAX_VALUE;
        Set<String> tools = new TreeSet<>();
        Optional<SshEnds> ssh = Optional.empty();
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            String value = words.length == 2 ? words[1] : "";
            switch (words[0]) {
                case "system" -> system = value;
                case "user" -> user = (int) Numbers.parse(value, Integer.MAX_VALUE, "user");
                case "clock" -> clock = Numbers.parse(value, Long.MAX_VALUE, "clock");
                case "space" -> space = Numbers.parse(value, Long.MAX_VALUE, "space");
                case "tool" -> tools.add(value);
                case "ssh" -> ssh = SshEnds.read(value);
                default ->
                    throw new SnapshotException("the host's answer has the fact '" + words[0] + "', which is unknown");
            }
        }
        return new HostFacts(system, user, clock, space, tools, ssh);
    }

    /** @throws SnapshotException if the host cannot take the mesh's configuration, with what to do about it */
    void check(Reach reach) throws SnapshotException {
        String expected = reach.os() == OperatingSystem.OPENBSD ? "OpenBSD" : "Linux";
        if (!system.equals(expected)) {
            throw new SnapshotException("the host runs " + printable(system) + ", the spec says os: " + reach.os());
        }
        if (userId != 0) {
            throw new SnapshotException("commands run as user id " + userId + ", not as root: set ssh.become to "
                    + (reach.os() == OperatingSystem.OPENBSD ? "doas" : "sudo") + ", or log in as root");
        }
        if (spaceKib < MIN_SPACE_KIB) {
            throw new SnapshotException("only " + spaceKib + " KiB are free under /etc; make room for 1 MiB at least");
        }
        for (String tool : needed(reach.format())) {
            if (!tools.contains(tool)) {
                throw new SnapshotException("'" + tool + "' is not there: " + remedy(tool));
            }
        }
    }

    private static List<String> needed(Format format) {
        return switch (format) {
            case HOSTNAME_IF -> List.of("ifconfig", "route");
            case WG_QUICK -> List.of("ip", "wg", "wg-quick");
            case NETWORKD -> List.of("ip", "wg", "systemd", "networkctl");
        };
    }

    private static String remedy(String tool) {
        return switch (tool) {
            case "wg", "wg-quick" -> "install the package wireguard-tools";
            case "ip" -> "install the package iproute2";
            case "systemd", "networkctl" -> "use format wg-quick on this host";
            default -> "it is part of the base system; is PATH right?";
        };
    }

    private static String printable(String text) {
        return mesh.value.ValueFormatException.printable(text);
    }
}
