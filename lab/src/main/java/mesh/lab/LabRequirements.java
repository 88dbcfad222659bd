// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a machine needs before a lab can run on it. */
final class LabRequirements {

    /** Command to the Debian package that has it. */
    private static final Map<String, String> COMMANDS = commands();

    /** File to the Debian package that has it, for hosts with systemd. */
    private static final Map<String, String> SYSTEMD = Map.of("/lib/systemd/systemd", "systemd",
            "/lib/systemd/system/dbus.service", "dbus");

    private LabRequirements() {}

    private static Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("ip", "iproute2");
        commands.put("sshd", "openssh-server");
        commands.put("ssh-keygen", "openssh-client");
        commands.put("wg-quick", "wireguard-tools");
        commands.put("wireguard-go", "wireguard-go");
        commands.put("nft", "nftables");
        commands.put("conntrack", "conntrack");
        commands.put("ping", "iputils-ping");
        commands.put("ps", "procps");
        commands.put("openssl", "openssl");
        commands.put("mksh", "mksh");
        commands.put("doas", "opendoas");
        commands.put("sudo", "sudo");
        return commands;
    }

    static List<String> debianPackages() {
        return Stream.concat(COMMANDS.values().stream(), SYSTEMD.values().stream()).distinct().sorted().toList();
    }

    static List<String> missing() {
        List<String> reasons = new ArrayList<>();
        if (!System.getProperty("os.name").equals("Linux")) {
            return List.of("labs are made of Linux namespaces; this is " + System.getProperty("os.name"));
        }
        if (!root()) {
            reasons.add("not root: namespaces, mounts and links need it");
        }
        if (!Files.exists(Path.of("/dev/net/tun"))) {
            reasons.add("no /dev/net/tun: WireGuard in user space needs it");
        }
        if (!Files.exists(Path.of("/proc/sys/net/ipv6/conf"))) {
            reasons.add("no IPv6 in this kernel");
        }
        COMMANDS.forEach((command, debian) -> {
            if (!installed(command)) {
                reasons.add("no command " + command + ": install the Debian package " + debian);
            }
        });
        if (reasons.isEmpty() && !namespacesWork()) {
            reasons.add("unshare --net --mount --pid is refused here");
        }
        return List.copyOf(reasons);
    }

    /** What hosts with systemd need beyond {@link #missing}. */
    static List<String> missingForSystemd() {
        return SYSTEMD.entrySet().stream()
                .filter(entry -> !Files.exists(Path.of(entry.getKey())))
                .map(entry -> "no " + entry.getKey() + ": install the Debian package " + entry.getValue())
                .sorted()
                .toList();
    }

    private static boolean root() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean installed(String command) {
        return Stream.of(Command.LINUX_PATH.split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, command)));
    }

    private static boolean namespacesWork() {
        List<String> probe = List.of("unshare", "--net", "--mount", "--pid", "--uts", "--ipc", "--fork", "true");
        return Command.run(probe, Command.LINUX_PATH, "", Command.DEFAULT_TIMEOUT).ok();
    }
}
