// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import mesh.model.SshSettings;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.name.UserName;

/**
 * Command lines for ssh(1). Options given there win over the user's {@code ssh_config}, so host keys come from the
 * repository's file alone, for the jump host too. No secret is ever an argument.
 */
final class OpenSshArguments {
    private final String program;
    private final String knownHosts;
    private final ClientKeys keys;
    private final SshTimeouts timeouts;

    /** @throws IllegalArgumentException if ssh_config(5) cannot express the path of {@code knownHosts} */
    OpenSshArguments(String program, Path knownHosts, ClientKeys keys, SshTimeouts timeouts) {
        String path = knownHosts.toAbsolutePath().toString();
        if (path.contains("\"") || path.contains("${") || path.contains("\n")) {
            throw new IllegalArgumentException("ssh cannot read a known_hosts file at " + path);
        }
        this.program = program;
        this.knownHosts = "\"" + path.replace("%", "%%") + "\"";
        this.keys = keys;
        this.timeouts = timeouts;
    }

    /** The one connection: runs {@code command} and lets others join by the socket {@code control}. */
    List<String> master(SshSettings target, Path control, String command) {
        List<String> line = base(target, HostKeyName.of(target));
        option(line, "ControlMaster", "yes");
        option(line, "ControlPath", escape(control.toString()));
        option(line, "ControlPersist", "no");
        option(line, "LogLevel", "DEBUG1");
        target.jump().ifPresent(jump -> option(line, "ProxyCommand", proxyCommand(target, jump)));
        destination(line, target.user(), target.port(), target.host());
        line.add(command);
        return line;
    }

    /** A command over the connection of {@link #master}; it never makes a connection of its own. */
    List<String> joined(SshSettings target, Path control, String command) {
        List<String> line = base(target, HostKeyName.of(target));
        option(line, "ControlMaster", "no");
        option(line, "ControlPath", escape(control.toString()));
        option(line, "LogLevel", "ERROR");
        option(line, "ProxyCommand", "false");
        destination(line, target.user(), target.port(), target.host());
        line.add(command);
        return line;
    }

    private List<String> base(SshSettings target, HostKeyName name) {
        List<String> line = new ArrayList<>(List.of(program, "-T"));
        option(line, "BatchMode", "yes");
        option(line, "StrictHostKeyChecking", "yes");
        option(line, "UserKnownHostsFile", knownHosts);
        option(line, "GlobalKnownHostsFile", "none");
        option(line, "KnownHostsCommand", "none");
        option(line, "HostKeyAlias", name.toString());
        option(line, "VerifyHostKeyDNS", "no");
        option(line, "UpdateHostKeys", "no");
        option(line, "CheckHostIP", "no");
        option(line, "NoHostAuthenticationForLocalhost", "no");
        option(line, "ConnectTimeout", Long.toString(Math.max(1, timeouts.connect().toSeconds())));
        option(line, "ServerAliveInterval", "15");
        option(line, "ServerAliveCountMax", "3");
        option(line, "ForwardAgent", "no");
        option(line, "ForwardX11", "no");
        option(line, "ClearAllForwardings", "yes");
        option(line, "PermitLocalCommand", "no");
        option(line, "RemoteCommand", "none");
        option(line, "EscapeChar", "none");
        for (String file : target.identityFiles()) {
            line.addAll(List.of("-i", escape(keys.expand(file).toString())));
        }
        if (!target.identityFiles().isEmpty()) {
            option(line, "IdentitiesOnly", "yes");
        }
        return line;
    }

    private String proxyCommand(SshSettings target, SshSettings.Jump jump) {
        List<String> line = base(target, HostKeyName.of(jump));
        option(line, "ControlMaster", "no");
        option(line, "ControlPath", "none");
        option(line, "LogLevel", "DEBUG1");
        line.add("-W");
        int tunnel = line.size();
        destination(line, jump.user(), jump.port(), jump.host());
        line.replaceAll(word -> shellQuote(escape(word)));
        line.add(tunnel, "'[%h]:%p'");
        return String.join(" ", line);
    }

    private static void destination(List<String> line, UserName user, Port port, NetworkHost host) {
        line.addAll(List.of("-l", user.text(), "-p", port.toString(), "--", host.toString()));
    }

    private static void option(List<String> line, String key, String value) {
        line.addAll(List.of("-o", key + "=" + value));
    }

    /** For ssh's own {@code %} expansion. */
    private static String escape(String text) {
        return text.replace("%", "%%");
    }

    private static String shellQuote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
