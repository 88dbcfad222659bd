// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import mesh.apply.ApplyEngine;
import mesh.apply.ApplyListener;
import mesh.apply.ApplyReport;
import mesh.apply.ApplySettings;
import mesh.apply.Controller;
import mesh.apply.HostOutcome;
import mesh.apply.HostOutcome.State;
import mesh.apply.KeyBirth;
import mesh.apply.KeyBirths;
import mesh.apply.Rollout;
import mesh.apply.SecretUnavailableException;
import mesh.apply.StopSignal;
import mesh.apply.TlsKeys;
import mesh.cli.run.ControllerProcess;
import mesh.cli.run.Setting;
import mesh.cli.workspace.Workspace;
import mesh.host.Provenance;
import mesh.live.HostReading;
import mesh.lock.Lockfile;
import mesh.name.NodeName;
import mesh.plan.HostPlan;
import mesh.plan.Plan;
import mesh.render.Renderers;
import mesh.ssh.Transport;
import mesh.vault.AgeException;
import mesh.vault.VaultSecretSource;

/**
 * What follows an approval: keys come to be and are recorded at once, the plan is worked out again with them, the hosts
 * are changed, and the lock records what is gone. Used once, by one thread.
 */
public final class ApplyRun {
    private static final int TOKEN_BYTES = 16;

    private final Setting setting;
    private final Workspace workspace;
    private final Transport transport;
    private final KeyMaker keys;
    private final int limit;

    /**
     * How hosts are changed.
     *
     * @param window in which a changed host has to be confirmed
     * @param rollout made of the plan that is carried out
     * @param stop ends the run early
     * @param command what leases say the run is for
     */
    public record Care(Duration window, Function<Plan, Rollout> rollout, StopSignal stop, String command) {}

    /** @param limit hosts worked on at the same time */
    public ApplyRun(Setting setting, Workspace workspace, Transport transport, KeyMaker keys, int limit) {
        this.setting = setting;
        this.workspace = workspace;
        this.transport = transport;
        this.keys = keys;
        this.limit = limit;
    }

    /**
     * Makes missing keys and certificates and writes the lock, so that no key that exists is ever forgotten.
     *
     * @param plan as it was approved
     * @param failed told of each host that could not make its key
     * @return the intent whose lock is saved
     */
    public Intent makeKeys(Intent intent, Plan plan, Consumer<KeyBirth.Failed> failed)
            throws IOException, AgeException, InterruptedException {
        return makeCertificates(makeWireGuardKeys(intent, plan, failed), plan, failed);
    }

    private Intent makeWireGuardKeys(Intent intent, Plan plan, Consumer<KeyBirth.Failed> failed)
            throws IOException, AgeException, InterruptedException {
        Intent filled = keys.fillVault(intent).save(workspace);
        List<KeyBirths.Request> requests = KeyMaker.births(plan);
        if (requests.isEmpty()) {
            return filled;
        }
        List<KeyBirth> births = new KeyBirths(transport, limit).run(requests);
        for (KeyBirth birth : births) {
            if (birth instanceof KeyBirth.Failed failure) {
                failed.accept(failure);
            }
        }
        return keys.recordBirths(filled, births).save(workspace);
    }

    private Intent makeCertificates(Intent intent, Plan plan, Consumer<KeyBirth.Failed> failed)
            throws AgeException, InterruptedException {
        List<KeyBirths.Request> requests = CertificateMaker.requests(plan);
        if (requests.isEmpty()) {
            return intent;
        }
        try (VaultSecretSource secrets = keys.secrets(intent)) {
            CertificateMaker maker = new CertificateMaker(setting, intent, secrets);
            List<TlsKeys.Told> told = new TlsKeys(transport, limit).run(requests);
            told.stream().filter(host -> host.publicKey().isEmpty()).forEach(
                    host -> failed.accept(new KeyBirth.Failed(host.host(), false, "no certificate: " + host.reason())));
            return maker.issue(told).save(workspace);
        } catch (SecretUnavailableException missing) {
            throw new AgeException(String.valueOf(missing.getMessage()));
        }
    }

    /**
     * Brings hosts what their relays and agents need, and writes the lock.
     *
     * @param plan as it was approved
     * @return the intent whose lock is saved
     */
    public Intent makeAgents(Intent intent, Plan plan, AgentMaker agents) throws InterruptedException {
        return agents.prepare(intent, plan, transport, limit).save(workspace);
    }

    /**
     * Carries the plan of {@code intent}, whose keys are made, to the hosts that were read.
     *
     * @return how each host ended; the lock is saved
     */
    public ApplyReport apply(Intent intent, List<HostReading> readings, Care care, ApplyListener listener)
            throws InterruptedException {
        Plan plan = new PlanMaker().plan(intent.desired().withoutUnknownPeers(), readings, "live");
        ApplyReport report = carryOut(intent, plan, readings, care, listener);
        cleaned(intent, clean(report)).save(workspace);
        return report;
    }

    /**
     * De-configures hosts that the spec may still have.
     *
     * @param plan of {@link Teardown#desired}
     * @return how each host ended; the lock is saved
     */
    public ApplyReport remove(Intent intent, Plan plan, List<HostReading> readings, Care care, ApplyListener listener)
            throws InterruptedException {
        ApplyReport report = carryOut(intent, plan, readings, care, listener);
        intent.with(Teardown.after(intent.lock(), clean(report))).save(workspace);
        return report;
    }

    private ApplyReport carryOut(Intent intent, Plan plan, List<HostReading> readings, Care care,
            ApplyListener listener) throws InterruptedException {
        try (VaultSecretSource secrets = keys.secrets(intent)) {
            return new ApplyEngine(transport, secrets, Renderers::activation, listener, settings(plan, care))
                    .apply(plan, readings);
        }
    }

    private static List<NodeName> clean(ApplyReport report) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.state() == State.REMOVED || outcome.state() == State.UNCHANGED)
                .map(HostOutcome::host).toList();
    }

    /** As {@link #apply}, of an intent that comes true only if the hosts take it: the lock is not saved. */
    public ApplyReport carry(Intent intent, List<HostReading> readings, Care care, ApplyListener listener)
            throws InterruptedException {
        Plan plan = new PlanMaker().plan(intent.desired().withoutUnknownPeers(), readings, "live");
        return carryOut(intent, plan, readings, care, listener);
    }

    /** Records what a plan without changes shows: hosts that left and carry nothing of the mesh any more. */
    public void settle(Intent intent, Plan plan) {
        cleaned(intent, unchanged(plan)).save(workspace);
    }

    /** Records what a plan to remove hosts shows that finds nothing to remove. */
    public void settleRemoval(Intent intent, Plan plan) {
        intent.with(Teardown.after(intent.lock(), unchanged(plan))).save(workspace);
    }

    private static List<NodeName> unchanged(Plan plan) {
        return plan.hosts().stream().filter(host -> host.action() == HostPlan.Action.NONE).map(HostPlan::host)
                .toList();
    }

    private static Intent cleaned(Intent intent, List<NodeName> hosts) {
        Lockfile lock = intent.lock();
        for (NodeName host : hosts) {
            lock = lock.nodes().containsKey(host) ? lock : lock.cleaned(host);
        }
        return intent.with(lock);
    }

    private ApplySettings settings(Plan plan, Care care) {
        String token = HexFormat.of().formatHex(setting.keys().random32(), 0, TOKEN_BYTES);
        Controller controller = new Controller(token, ControllerProcess.text(), care.command(),
                ControllerProcess::isGone);
        return new ApplySettings(limit, provenance(), controller, care.window(), care.rollout().apply(plan),
                care.stop());
    }

    private Provenance provenance() {
        return new Provenance(workspace.git().commit(), setting.operator(),
                setting.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
