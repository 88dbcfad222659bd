// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.adopt.FoundHost;
import mesh.adopt.RunningHost;
import mesh.apply.FleetSurvey;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.live.HostSurvey;
import mesh.model.SshSettings;
import mesh.model.SshSettings.Become;
import mesh.name.UserName;
import mesh.net.InterfaceName;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.spec.SshAddress;

/** Asks running hosts for their interfaces, for an import. */
public final class HostSurveys {
    private static final Port SSH_PORT = new Port(22);
    private static final UserName ROOT = new UserName("root");

    private HostSurveys() {}

    /** How {@code address} is reached where no spec says it: as root, else by sudo or doas. */
    public static SshSettings settings(SshAddress address, List<String> identityFiles) {
        UserName user = address.user().orElse(ROOT);
        return new SshSettings(address.host(), address.port().orElse(SSH_PORT), user,
                user.equals(ROOT) ? Become.NONE : Become.SUDO, Optional.empty(), identityFiles);
    }

    /** As a spec's short form writes it. */
    public static String text(SshSettings ssh) {
        String host = ssh.host().toString();
        boolean plain = ssh.port().equals(SSH_PORT);
        String bracketed = host.indexOf(':') >= 0 && !plain ? "[" + host + "]" : host;
        return ssh.user() + "@" + bracketed + (plain ? "" : ":" + ssh.port());
    }

    /**
     * @throws MeshException if one of them does not tell, or runs no WireGuard: a mesh of the others would lack it
     */
    public static List<FoundHost> ask(FleetSurvey fleet, List<SshSettings> hosts, Optional<InterfaceName> iface)
            throws InterruptedException {
        List<FoundHost> found = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        boolean refused = false;
        for (FleetSurvey.Answer answer : fleet.ask(hosts, iface)) {
            switch (answer) {
                case FleetSurvey.Answer.Failed failed -> {
                    failures.add(text(failed.ssh()) + ": " + failed.reason());
                    refused |= failed.refused();
                }
                case FleetSurvey.Answer.Told told -> RunningHost
                        .found(told.survey(), name(told.ssh(), told.survey()), text(told.ssh()))
                        .ifPresentOrElse(found::add,
                                () -> failures.add(text(told.ssh()) + ": no WireGuard runs there"));
            }
        }
        if (!failures.isEmpty()) {
            throw new MeshException(refused ? ExitCode.REFUSED : ExitCode.ERROR, String.join("\n", failures),
                    "Nothing was written. Leave such hosts out, or correct how they are reached.");
        }
        return found;
    }

    /** The first label of its DNS name; a host that is reached at an address says itself what it is called. */
    private static String name(SshSettings ssh, HostSurvey survey) {
        String text = ssh.host() instanceof NetworkHost.Named(var name) ? name.text() : survey.name();
        return text.replaceFirst("\\..*$", "");
    }
}
