// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import mesh.host.Activations;
import mesh.host.ApplyProgram;
import mesh.host.HostProgram;
import mesh.host.RemoveProgram;
import mesh.host.Sending;
import mesh.plan.HostPlan;
import mesh.ssh.SshException;
import mesh.ssh.Transport;

/**
 * Carries one host's plan to the host, which holds this run's lease. The sequence:
 *
 * <ol>
 * <li>open the secrets that the plan writes;
 * <li>connect and get root;
 * <li>one program stages, verifies, keeps, arms the rollback timer, switches, changes the running interface and reads it
 * back: see {@link mesh.host.ApplyProgram}. Of its files it gets what changed; one that cannot make use of that gets
 * them whole;
 * <li>confirm over a new connection, by which the manifest is put in place, the timer ends and the lease with it.
 * </ol>
 *
 * Where the changing connection breaks, the second one finds out what became of it.
 */
final class HostApplier {
    /** For all that comes before the window. */
    private static final Duration STAGING = Duration.ofSeconds(60);

    private final Transport transport;
    private final SecretOpener secrets;
    private final Activations activations;
    private final ApplyListener listener;
    private final ApplySettings settings;
    private final Confirmation confirmation;

    HostApplier(Transport transport, SecretSource secrets, Activations activations, ApplyListener listener,
            ApplySettings settings) {
        this.transport = transport;
        this.secrets = new SecretOpener(secrets);
        this.activations = activations;
        this.listener = listener;
        this.settings = settings;
        this.confirmation = new Confirmation(transport, settings);
    }

    /** Takes as long as the host does. Tells the listener of steps, and of the outcome last. */
    HostOutcome apply(HostPlan plan) {
        long start = System.nanoTime();
        AtomicLong sent = new AtomicLong();
        Verdict verdict = attempt(plan, sent);
        HostOutcome outcome = new HostOutcome(plan.host(), verdict.state(), verdict.detail(),
                Duration.ofNanos(System.nanoTime() - start), sent.get());
        listener.finished(outcome);
        return outcome;
    }

    private Verdict attempt(HostPlan plan, AtomicLong sent) {
        try {
            HostProgram program = program(plan, Sending.DELTAS);
            listener.step(plan.host(), "connecting");
            return change(plan, program, sent);
        } catch (SecretUnavailableException missing) {
            return Verdict.failed(missing.getMessage() + "; nothing was changed");
        }
    }

    private Verdict change(HostPlan plan, HostProgram program, AtomicLong sent) throws SecretUnavailableException {
        ChangeEnd end;
        boolean connected = false;
        try (HostConnection connection = HostConnection.open(transport, plan.reach().ssh())) {
            connected = true;
            listener.step(plan.host(), plan.action() == HostPlan.Action.REMOVE ? "removing" : "applying");
            HostAnswer.Ran ran = run(connection, plan, program, sent);
            if (Sending.isWholeWanted(ran.report())) {
                ran = run(connection, plan, program(plan, Sending.WHOLE), sent);
            }
            switch (ran.report().ending()) {
                case DONE -> end = ChangeEnd.through(ran.report().values());
                case UNKNOWN -> end = ChangeEnd.lost("the program ended with status " + ran.result().exitStatus());
                default -> {
                    return Verdict.of(ran.report(), ran.result());
                }
            }
        } catch (SshException failed) {
            if (!connected) {
                return Verdict.unreachable(
                        new HostAnswer.Failed(failed.reason().isRefusal(), String.valueOf(failed.getMessage())));
            }
            end = ChangeEnd.lost("the connection broke while the host was changing (" + failed.getMessage() + ")");
        } catch (BecomeException refused) {
            return Verdict.refused(String.valueOf(refused.getMessage()));
        }
        listener.step(plan.host(), "confirming");
        return confirmation.confirm(plan, end);
    }

    private HostAnswer.Ran run(HostConnection connection, HostPlan plan, HostProgram program, AtomicLong sent)
            throws SshException, BecomeException {
        sent.addAndGet(program.sizeBytes());
        return new HostAnswer.Ran(connection.run(program, STAGING.plus(settings.window()),
                step -> listener.step(plan.host(), step)));
    }

    private HostProgram program(HostPlan plan, Sending sending) throws SecretUnavailableException {
        return plan.action() == HostPlan.Action.REMOVE
                ? RemoveProgram.of(plan, settings.arming(), activations)
                : ApplyProgram.of(plan, secrets.open(plan), settings.arming(), activations, sending);
    }
}
