// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

import mesh.net.InterfaceName;

/**
 * How many packets an interface has taken and given, as proc_net(5) tells without any program. The kernel's WireGuard counts its
 * own packets there too, wireguard-go those of people only.
 */
final class PacketCount {
    /** Of the namespace of the thread that asks. */
    private static final Path TABLE = Path.of("/proc/thread-self/net/dev");
    /** Behind the name: bytes and packets that came, six columns of other things, then the same of what left. */
    private static final int CAME = 1;
    private static final int LEFT = 9;

    private final String start;

    PacketCount(InterfaceName name) {
        this.start = name + ":";
    }

    /** Empty where the system has no such table, or the table no such interface. */
    OptionalLong now() {
        try {
            return of(Files.readString(TABLE, StandardCharsets.ISO_8859_1));
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }

    OptionalLong of(String table) {
        return table.lines().map(String::strip).filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip().split(" +"))
                .filter(counts -> counts.length > LEFT)
                .mapToLong(counts -> WgText.number(counts[CAME]) + WgText.number(counts[LEFT])).findFirst();
    }
}
