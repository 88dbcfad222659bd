// SPDX-License-Identifier: Apache-2.0
package mesh.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

import mesh.name.NameList;
import mesh.model.Host;
import mesh.ssh.HostKeyName;
import mesh.ssh.KnownHosts;

/** What the machine that mesh runs on has. Looks at files and changes nothing. */
public final class ControllerFindings {
    private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");
    private static final int NAMED = 5;

    private ControllerFindings() {}

    /** @param hasAgent whether this build has the program of relays and agents */
    public static List<Finding> java(boolean hasAgent) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.good("Java", Runtime.version().toString()));
        findings.add(ToolProvider.findFirst("jlink").isPresent()
                ? Finding.good("jlink", "makes a Java for hosts like this machine that have none")
                : Finding.fair("jlink",
                        "this Java has none, so that hosts without a Java 25 can run no relay and no agent",
                        "set MESH_JAVA_HOME to a whole JDK 25"));
        findings.add(hasAgent
                ? Finding.good("agent", "its program is there")
                : Finding.fair("agent", "this build has no program of relays and agents", "start it as './mesh'"));
        return findings;
    }

    /** @param commit as git tells it; {@code -} outside of a repository */
    public static Finding git(String commit) {
        return commit.equals("-")
                ? Finding.fair("git",
                        "the spec is in no repository with a commit, so that nothing tells what was applied",
                        "git init, and commit mesh.yaml and mesh.lock")
                : Finding.good("git", "at " + commit);
    }

    /** The login's keys. */
    public static Finding sshKeys(List<Host> hosts, Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        List<String> named = hosts.stream().flatMap(host -> host.ssh().identityFiles().stream()).distinct().toList();
        List<String> missing = named.stream()
                .filter(file -> !Files
                        .isReadable(file.startsWith("~/") ? home.resolve(file.substring(2)) : Path.of(file)))
                .toList();
        if (!missing.isEmpty()) {
            return Finding.bad("SSH keys",
                    String.join(", ", missing) + ", which the spec names as identity, cannot be read",
                    "put them there, or name others");
        }
        if (!named.isEmpty()) {
            return Finding.good("SSH keys", String.join(", ", named));
        }
        List<String> usual = USUAL_KEYS.stream().filter(file -> Files.isReadable(home.resolve(".ssh").resolve(file)))
                .toList();
        boolean hasAgent = !environment.getOrDefault("SSH_AUTH_SOCK", "").isEmpty();
        return usual.isEmpty() && !hasAgent
                ? Finding.bad("SSH keys", "there is no ssh-agent, and no usual key in ~/.ssh",
                        "start an ssh-agent, make a key with ssh-keygen, or name one as 'identity'")
                : Finding.good("SSH keys", (hasAgent ? "an ssh-agent" : "no ssh-agent")
                        + (usual.isEmpty() ? "" : ", " + String.join(", ", usual)));
    }

    /** Hosts that nobody has met. */
    public static Finding knownHosts(List<Host> hosts, KnownHosts known) {
        List<String> strangers = hosts.stream().filter(host -> known.pinned(HostKeyName.of(host.ssh())).isEmpty())
                .map(host -> host.name().text()).toList();
        return strangers.isEmpty()
                ? Finding.good("host keys", "known of all " + hosts.size() + " hosts")
                : Finding.fair("host keys", "not known of " + NameList.first(strangers, NAMED),
                        "mesh bootstrap HOST, which shows each key and asks");
    }
}
