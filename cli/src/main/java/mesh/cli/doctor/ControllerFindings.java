// SPDX-License-Identifier: Apache-2.0
package mesh.cli.doctor;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.spi.ToolProvider;

import mesh.cli.workspace.GitFacts;
import mesh.name.NameList;
import mesh.model.Host;
import mesh.ssh.ClientKeys;
import mesh.ssh.HostKeyName;
import mesh.ssh.KnownHosts;
import mesh.ssh.SshAgent;

/** What the machine that mesh runs on has. Looks at files and changes nothing. */
public final class ControllerFindings {
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
        if (commit.equals("-")) {
            return Finding.fair("git",
                    "the spec is in no repository with a commit, so that nothing tells what was applied",
                    "git init, and commit mesh.yaml and mesh.lock");
        }
        return commit.endsWith(GitFacts.DIRTY)
                ? Finding.fair("git",
                        "files differ from the commit, so that it does not tell what is applied: at " + commit,
                        "commit them before mesh apply")
                : Finding.good("git", "at " + commit);
    }

    /** The login's keys. */
    public static Finding sshKeys(List<Host> hosts, Map<String, String> environment) {
        ClientKeys keys = ClientKeys.of(environment);
        List<String> named = hosts.stream().flatMap(host -> host.ssh().identityFiles().stream()).distinct().toList();
        List<String> missing = named.stream().filter(file -> !Files.isReadable(keys.expand(file))).toList();
        if (!missing.isEmpty()) {
            return Finding.bad("SSH keys",
                    String.join(", ", missing) + ", which the spec names as identity, cannot be read",
                    "put them there, or name others");
        }
        if (!named.isEmpty()) {
            return Finding.good("SSH keys", String.join(", ", named));
        }
        List<String> usual = keys.defaultFiles().stream().filter(Files::isReadable)
                .map(file -> String.valueOf(file.getFileName())).toList();
        return usualKeys(usual, keys.agent().map(SshAgent::new));
    }

    private static Finding usualKeys(List<String> usual, Optional<SshAgent> agent) {
        Optional<Integer> held = agent.flatMap(SshAgent::keys);
        String files = usual.isEmpty() ? "no usual key in ~/.ssh" : String.join(", ", usual);
        if (agent.isPresent() && held.isEmpty()) {
            String text = "the ssh-agent at " + agent.get().socket() + " does not answer; " + files;
            String advice = "start it again, or unset SSH_AUTH_SOCK";
            return usual.isEmpty() ? Finding.bad("SSH keys", text, advice) : Finding.fair("SSH keys", text, advice);
        }
        if (usual.isEmpty() && held.orElse(0) == 0) {
            return agent.isPresent()
                    ? Finding.bad("SSH keys", "the ssh-agent has no key, or is locked, and there is " + files,
                            "ssh-add, or ssh-add -X")
                    : Finding.bad("SSH keys", "there is no ssh-agent, and " + files,
                            "start an ssh-agent, make a key with ssh-keygen, or name one as 'identity'");
        }
        return Finding.good("SSH keys", held.map(keys -> "an ssh-agent with " + (keys == 1 ? "1 key" : keys + " keys"))
                .orElse("no ssh-agent") + (usual.isEmpty() ? "" : ", " + files));
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
