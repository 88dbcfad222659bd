// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;

import mesh.apply.HostPreparation;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.desired.DesiredHost;
import mesh.host.Preparation;
import mesh.host.PrepareProgram;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;
import mesh.model.SshSettings.Become;
import mesh.name.UserName;
import mesh.ssh.Transport;

/** Prepares a machine through a login that it has already, such as the one that a cloud's image comes with. */
final class PreparedMachine {
    private static final String ROOT = "root";

    private final MeshCommand mesh;
    private final DesiredHost target;
    private final BootstrapWay way;

    PreparedMachine(MeshCommand mesh, DesiredHost target, BootstrapWay way) {
        this.mesh = mesh;
        this.target = target;
        this.way = way;
    }

    /** @throws MeshException if it did not come to its end; what was done is shown before */
    void prepare(Transport transport, Preparation wanted) {
        mesh.console().out().flush();
        mesh.console().note("Preparing " + target.name() + " as " + login().user() + "; packages may take a while.");
        switch (new HostPreparation(transport).run(login(), PrepareProgram.of(wanted))) {
            case HostPreparation.Result.Prepared done -> show(done.lines());
            case HostPreparation.Result.Failed failed -> {
                show(failed.lines());
                throw new MeshException(failed.refused() ? ExitCode.REFUSED : ExitCode.ERROR,
                        target.name() + ": " + failed.reason(),
                        failed.refused()
                                ? "Name who may log in and become root without a password by '--login USER'."
                                : "");
            }
        }
    }

    private void show(List<String> lines) {
        Console console = mesh.console();
        lines.forEach(console.out()::println);
        console.out().flush();
    }

    /** The spec's way to the host, as another user, who becomes root as is usual on such a system. */
    private SshSettings login() {
        SshSettings ssh = target.reach().ssh();
        UserName user = way.login().orElse(new UserName(ROOT));
        Become usual = target.reach().os() == OperatingSystem.OPENBSD ? Become.DOAS : Become.SUDO;
        Become become = user.text().equals(ROOT) ? Become.NONE : user.equals(ssh.user()) ? ssh.become() : usual;
        return new SshSettings(ssh.host(), ssh.port(), user, become, ssh.jump(), ssh.identityFiles());
    }
}
