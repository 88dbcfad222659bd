// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;

import mesh.host.Activations;
import mesh.host.ApplyProgram;
import mesh.host.Ending;
import mesh.host.HostProgram;
import mesh.host.ProgramReport;
import mesh.host.RemoveProgram;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;
import mesh.ssh.Transport;

/**
 * Carries one host's plan to the host. The sequence, of which one program on one connection does steps 3 to 9:
 *
 * <ol>
 * <li>open the secrets that the plan writes;
 * <li>connect and get root;
 * <li>compare with what the plan was made from. <em>A lease with its fencing token is taken here, before the first
 * write, and each later step carries it;</em>
 * <li>stage and verify;
 * <li><em>arm the rollback timer: from here on the host restores last-good by itself;</em>
 * <li>switch files, change the running interface;
 * <li>read back;
 * <li><em>confirm over a new connection: the program is cut in two here, and this class runs the second part;</em>
 * <li>persist the manifest, <em>disarm, release the lease.</em>
 * </ol>
 *
 * What is set in italics has its place here and is not done. Without a timer, a failure is undone by the program itself.
 */
final class HostApplier {
    private static final Duration TIMEOUT = Duration.ofSeconds(180);

    private final Transport transport;
    private final SecretOpener secrets;
    private final Activations activations;
    private final ApplyListener listener;
    private final ApplySettings settings;

    HostApplier(Transport transport, SecretSource secrets, Activations activations, ApplyListener listener,
            ApplySettings settings) {
        this.transport = transport;
        this.secrets = new SecretOpener(secrets);
        this.activations = activations;
        this.listener = listener;
        this.settings = settings;
    }

    /** Takes as long as the host does. Tells the listener of steps, and of the outcome last. */
    HostOutcome apply(HostPlan plan) {
        long start = System.nanoTime();
        Verdict verdict = attempt(plan);
        HostOutcome outcome = new HostOutcome(plan.host(), verdict.state(), verdict.detail(),
                Duration.ofNanos(System.nanoTime() - start));
        listener.finished(outcome);
        return outcome;
    }

    private Verdict attempt(HostPlan plan) {
        boolean connected = false;
        try {
            HostProgram program = program(plan);
            listener.step(plan.host(), "connecting");
            try (HostConnection connection = HostConnection.open(transport, plan.reach().ssh())) {
                connected = true;
                listener.step(plan.host(), plan.action() == HostPlan.Action.REMOVE ? "removing" : "applying");
                return verdict(plan, connection.run(program, TIMEOUT));
            }
        } catch (SecretUnavailableException missing) {
            return Verdict.failed(missing.getMessage() + "; nothing was changed");
        } catch (SshException failed) {
            return connected ? Verdict.lost(failed) : Verdict.unreachable(failed);
        } catch (BecomeException refused) {
            return Verdict.refused(String.valueOf(refused.getMessage()));
        }
    }

    private HostProgram program(HostPlan plan) throws SecretUnavailableException {
        return plan.action() == HostPlan.Action.REMOVE
                ? RemoveProgram.of(plan, activations)
                : ApplyProgram.of(plan, secrets.open(plan), settings.provenance(), activations);
    }

    private Verdict verdict(HostPlan plan, CommandResult result) {
        ProgramReport report = ProgramReport.read(result.exitStatus(), result.out());
        report.steps().forEach(step -> listener.step(plan.host(), step));
        if (report.ending() == Ending.DONE) {
            return Verdict.done(plan.action(), report);
        }
        return Verdict.of(report, result);
    }
}
