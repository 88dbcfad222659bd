// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import mesh.apply.HostOutcome.State;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredInterface;
import mesh.files.Activation;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.host.Samples;
import mesh.key.PresharedKey;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.model.KeyPolicy.Custody;
import mesh.model.SshSettings.Become;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.InterfaceName;
import mesh.net.Mtu;
import mesh.net.Port;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.HostPlan.Action;
import mesh.plan.Impact;
import mesh.plan.Plan;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;

import org.junit.jupiter.api.Test;

class ApplyEngineTest {
    private static final InterfaceName NAME = new InterfaceName("wg0");
    private static final Activation ACTIVATION = new Activation("", "", "", "");
    private static final CommandResult DONE = new CommandResult(0, "@ staged\n@ done\n", "");

    private final FakeTransport transport = new FakeTransport();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private boolean isVaultOpen = true;

    private HostPlan plan(int number, Action action) {
        ReadRequest request = FleetReaderTest.request(number, Become.NONE);
        DesiredInterface iface = new DesiredInterface(NAME, Optional.of(Samples.OWN), Custody.HOST, new Port(1),
                new Mtu(1420), List.of());
        DesiredHost host = new DesiredHost(new MeshName("m"), request.host(), request.reach(), iface, List.of(),
                List.of());
        HostFile secret = new HostFile(new HostPath("/etc/mesh/wg0/psk/x"), 0600, "root",
                new FileContent.PresharedKey(Samples.OWN, Samples.ONE, 1));
        boolean stays = action != Action.REMOVE;
        List<Change> changes = action == Action.NONE
                ? List.of()
                : stays
                        ? List.of(new Change.InterfaceCreate(NAME),
                                new Change.FileWrite(secret, Optional.empty(), false))
                        : List.of(new Change.InterfaceRemove(NAME));
        return new HostPlan(request.host(), request.reach(), action, changes, Impact.NONE, "",
                stays ? Optional.of(host) : Optional.empty(),
                stays ? Optional.of(new RenderedHost(request.host(), List.of(secret), ACTIVATION)) : Optional.empty(),
                Optional.of(LiveHost.bare(request.host())));
    }

    private List<HostOutcome> apply(List<HostPlan> hosts, HostReading... readings) throws InterruptedException {
        return apply(TestSettings.of(4, Duration.ofSeconds(1)), hosts, readings);
    }

    private List<HostOutcome> apply(ApplySettings settings, List<HostPlan> hosts, HostReading... readings)
            throws InterruptedException {
        SecretSource secrets = new SecretSource() {
            @Override
            public PrivateKey privateKey(PublicKey publicKey) throws SecretUnavailableException {
                throw new SecretUnavailableException("no vault");
            }

            @Override
            public PresharedKey presharedKey(PublicKey one, PublicKey other, int epoch)
                    throws SecretUnavailableException {
                if (!isVaultOpen) {
                    throw new SecretUnavailableException("the seed cannot be opened: give an identity");
                }
                return Samples.PRESHARED;
            }
        };
        ApplyListener listener = new ApplyListener() {
            @Override
            public void step(NodeName host, String step) {
                heard.add(host + " " + step);
            }

            @Override
            public void finished(HostOutcome outcome) {
                heard.add(outcome.host() + " = " + outcome.state());
            }
        };
        Plan plan = new Plan(new MeshName("m"), "live", hosts, List.of());
        return new ApplyEngine(transport, secrets, (format, name) -> ACTIVATION, listener,
                settings).apply(plan, List.of(readings)).outcomes();
    }

    private HostOutcome applyOne(FakeTransport.Answer answer) throws InterruptedException {
        transport.host("192.0.2.1", answer);
        return apply(List.of(plan(1, Action.CREATE))).getFirst();
    }

    @Test
    void hostsThatLeaveGoLast() throws InterruptedException {
        for (int number = 1; number <= 6; number++) {
            transport.host("192.0.2." + number, (command, program) -> DONE);
        }
        List<HostOutcome> outcomes = apply(
                List.of(plan(1, Action.REMOVE), plan(2, Action.CREATE), plan(3, Action.REMOVE),
                        plan(4, Action.UPDATE), plan(5, Action.NONE), plan(6, Action.CREATE)));
        List<String> all = transport.asked();
        assertThat(all.subList(0, 6)).as("leases, also of a host without changes").containsExactlyInAnyOrder(
                "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5", "192.0.2.6");
        assertThat(all.subList(6, 12)).containsExactlyInAnyOrder("192.0.2.2", "192.0.2.2", "192.0.2.4", "192.0.2.4",
                "192.0.2.6", "192.0.2.6");
        assertThat(all.subList(12, 16)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.1", "192.0.2.3", "192.0.2.3");
        assertThat(all.subList(16, 17)).as("the lease that no confirmation ended").containsExactly("192.0.2.5");
        assertThat(outcomes).extracting(HostOutcome::state).containsExactly(State.REMOVED, State.APPLIED, State.REMOVED,
                State.APPLIED, State.UNCHANGED, State.APPLIED);
    }

    private HostPlan forgetting(int number, int leaving) {
        HostPlan host = plan(number, Action.UPDATE);
        List<Change> changes = new ArrayList<>(host.changes());
        changes.add(new Change.PeerRemove(Optional.of(new NodeName("h" + leaving)), Samples.ONE));
        return new HostPlan(host.host(), host.reach(), host.action(), changes, host.impact(), "", host.desired(),
                host.rendered(), host.live());
    }

    @Test
    void hostThatLeavesWaitsForThoseThatFailToForgetIt() throws InterruptedException {
        transport.host("192.0.2.1", (command, program) -> DONE);
        transport.host("192.0.2.2", (command, program) -> DONE);
        transport.host("192.0.2.3",
                (command, program) -> isChange(program) ? new CommandResult(76, "! no room\n", "") : DONE);
        List<HostOutcome> outcomes = apply(
                List.of(plan(1, Action.REMOVE), plan(2, Action.REMOVE), forgetting(3, 1)));
        assertThat(outcomes).extracting(HostOutcome::state).containsExactly(State.SKIPPED, State.REMOVED,
                State.FAILED);
        assertThat(outcomes.getFirst().detail()).isEqualTo("waits until h3 has forgotten it; apply again");
        assertThat(transport.asked().stream().filter("192.0.2.1"::equals)).as("the lease, taken and given back")
                .hasSize(2);
    }

    @Test
    void hostThatLeavesDoesNotWaitForOneThatCannotBeReached() throws InterruptedException {
        transport.host("192.0.2.1", (command, program) -> DONE);
        assertThat(apply(List.of(plan(1, Action.REMOVE), forgetting(9, 1)))).extracting(HostOutcome::state)
                .containsExactly(State.REMOVED, State.SKIPPED);
    }

    @Test
    void doesNotContactHostsWithoutChanges() throws InterruptedException {
        assertThat(apply(List.of(plan(1, Action.NONE))).getFirst().state()).isEqualTo(State.UNCHANGED);
        assertThat(transport.asked()).isEmpty();
    }

    @Test
    void forwardsStepsAndTheOutcomeLast() throws InterruptedException {
        applyOne((command, program) -> DONE);
        assertThat(heard).containsExactly("h1 connecting", "h1 applying", "h1 staged", "h1 done", "h1 confirming",
                "h1 = APPLIED");
    }

    private HostPlan unread(int number, String why) {
        HostPlan host = plan(number, Action.UNKNOWN);
        return new HostPlan(host.host(), host.reach(), Action.UNKNOWN, List.of(), Impact.NONE, why, host.desired(),
                host.rendered(), Optional.empty());
    }

    @Test
    void saysWhyHostsAreSkipped() throws InterruptedException {
        HostPlan waiting = plan(3, Action.CREATE);
        HostPlan unrendered = new HostPlan(waiting.host(), waiting.reach(), waiting.action(), waiting.changes(),
                waiting.impact(), "", waiting.desired(), Optional.empty(), waiting.live());
        List<HostOutcome> outcomes = apply(List.of(unread(1, "another host key"), unread(2, "no answer"), unrendered),
                new HostReading.Failed(new NodeName("h1"), true, "another host key"),
                new HostReading.Failed(new NodeName("h2"), false, "no answer"));
        assertThat(outcomes).extracting(HostOutcome::state).containsExactly(State.REFUSED, State.SKIPPED,
                State.SKIPPED);
        assertThat(outcomes).extracting(HostOutcome::detail).containsExactly("another host key", "no answer",
                "its own key is not known yet; run apply again");
    }

    @Test
    void sendsNothingWithoutItsSecrets() throws InterruptedException {
        isVaultOpen = false;
        HostOutcome outcome = applyOne((command, program) -> DONE);
        assertThat(outcome.state()).isEqualTo(State.FAILED);
        assertThat(outcome.detail()).isEqualTo("the seed cannot be opened: give an identity; nothing was changed");
        assertThat(transport.asked()).as("the lease, taken and given back").hasSize(2);
    }

    @Test
    void sendsSecretsOnStandardInputOnly() throws InterruptedException {
        List<String> commands = new ArrayList<>();
        applyOne((command, program) -> {
            commands.add(command);
            assertThat(program.contains(Samples.PRESHARED.revealBase64())).isEqualTo(isChange(program));
            return DONE;
        });
        assertThat(commands).containsExactly("sh -s", "sh -s", "sh -s");
        assertThat(String.join(" ", heard)).doesNotContain(Samples.PRESHARED.revealBase64());
    }

    @Test
    void tellsHowAHostEnded() throws InterruptedException {
        assertOutcome(new CommandResult(75, "! generation 5 is there\n", ""), State.STALE,
                "generation 5 is there; nothing was changed: plan again");
        assertOutcome(new CommandResult(76, "! no room\n", "df: oops\n"), State.FAILED,
                "no room: df: oops; nothing was changed");
        assertOutcome(new CommandResult(77, "@ switched\n! wg set failed\n", ""), State.ROLLED_BACK,
                "wg set failed; it is what it was before");
        assertOutcome(new CommandResult(79, "! the lease is gone\n", ""), State.LOCKED,
                "the lease is gone; nothing was changed");
        assertOutcome(new CommandResult(78, "! copies are in x\n", ""), State.FAILED, "copies are in x");
    }

    private static boolean isChange(String program) {
        return program.contains("\narm ");
    }

    private void assertOutcome(CommandResult result, State state, String detail) throws InterruptedException {
        HostOutcome outcome = applyOne((command, program) -> isChange(program) ? result : DONE);
        assertThat(outcome.state()).isEqualTo(state);
        assertThat(outcome.detail()).isEqualTo(detail);
    }

    /** The change goes wrong that way, then the host tells this of it. */
    private HostOutcome lost(CommandResult told) throws InterruptedException {
        return applyOne((command, program) -> {
            if (isChange(program)) {
                throw new SshException(SshException.Reason.PROTOCOL, "reset");
            }
            return program.contains("\nconfirm ") ? told : DONE;
        });
    }

    @Test
    void asksTheHostWhatBecameOfAChangeWhoseConnectionBroke() throws InterruptedException {
        assertThat(lost(DONE).state()).isEqualTo(State.APPLIED);
        HostOutcome back = lost(new CommandResult(81, "! not confirmed within 1 seconds\n", ""));
        assertThat(back.state()).isEqualTo(State.ROLLED_BACK);
        assertThat(back.detail()).isEqualTo("not confirmed within 1 seconds; it is what it was before");
        HostOutcome never = lost(new CommandResult(76, "! nothing of the change is there\n", ""));
        assertThat(never.state()).isEqualTo(State.FAILED);
        assertThat(never.detail()).isEqualTo(
                "the connection broke while the host was changing (reset); nothing of the change is there");
        assertThat(apply(List.of(plan(9, Action.CREATE))).getFirst().state()).isEqualTo(State.SKIPPED);
    }

    @Test
    void aChangeThatWasThroughAndIsGoneWasUndone() throws InterruptedException {
        HostOutcome outcome = applyOne((command, program) -> program.contains("\nconfirm ")
                ? new CommandResult(76, "! nothing of the change is there\n", "")
                : DONE);
        assertThat(outcome.state()).isEqualTo(State.ROLLED_BACK);
    }

    @Test
    void whatTheHostsProgramsHaveToSayIsInTheOutcome() throws InterruptedException {
        HostOutcome outcome = applyOne((command, program) -> isChange(program)
                ? new CommandResult(0, "= no init that mesh knows\n@ through\n", "")
                : DONE);
        assertThat(outcome.detail()).isEqualTo("no init that mesh knows");
    }

    @Test
    void triesAgainUntilTheHostHasAVerdict() throws InterruptedException {
        List<CommandResult> answers = new ArrayList<>(
                List.of(new CommandResult(80, "! not through\n", ""), new CommandResult(79, "! busy\n", ""), DONE));
        HostOutcome outcome = applyOne(
                (command, program) -> program.contains("\nconfirm ") ? answers.removeFirst() : DONE);
        assertThat(outcome.state()).isEqualTo(State.APPLIED);
        assertThat(answers).isEmpty();
    }

    private static CommandResult lockedBy(String process) {
        return new CommandResult(79, "= token 99\n= by bob@box\n= process " + process
                + "\n= command mesh apply\n! bob@box holds the lease\n", "");
    }

    @Test
    void aHostOfAnotherRunStopsAllBeforeTheFirstWrite() throws InterruptedException {
        transport.host("192.0.2.1", (command, program) -> DONE);
        transport.host("192.0.2.2", (command, program) -> program.contains("\ntake_lease ") ? lockedBy("-") : DONE);
        transport.host("192.0.2.3", (command, program) -> {
            assertThat(isChange(program)).isFalse();
            return DONE;
        });
        List<HostOutcome> outcomes = apply(
                List.of(plan(1, Action.UPDATE), plan(2, Action.NONE), plan(3, Action.UPDATE)));
        assertThat(outcomes).extracting(HostOutcome::state).containsExactly(State.SKIPPED, State.LOCKED, State.SKIPPED);
        assertThat(outcomes.getFirst().detail()).isEqualTo("nothing was begun, because of h2");
        assertThat(outcomes.get(1).detail()).isEqualTo("bob@box holds the lease; nothing was changed");
    }

    private List<HostOutcome> batchesOfOne(int maxFailures, StopSignal stop, FakeTransport.Answer first)
            throws InterruptedException {
        transport.host("192.0.2.1", first);
        transport.host("192.0.2.2", (command, program) -> DONE);
        transport.host("192.0.2.3", (command, program) -> DONE);
        return apply(TestSettings.of(4, Duration.ofSeconds(1), new Rollout(0, 1, maxFailures), stop),
                List.of(plan(1, Action.CREATE), plan(2, Action.CREATE), plan(3, Action.CREATE)));
    }

    private static CommandResult refusing(String program) {
        return isChange(program) ? new CommandResult(76, "! no room\n", "") : DONE;
    }

    @Test
    void theFirstFailureStopsTheRun() throws InterruptedException {
        List<HostOutcome> outcomes = batchesOfOne(0, new StopSignal(), (command, program) -> refusing(program));
        assertThat(outcomes).extracting(HostOutcome::state).containsExactly(State.FAILED, State.SKIPPED,
                State.SKIPPED);
        assertThat(outcomes.get(1).detail()).isEqualTo("not begun, because another host failed; apply again");
    }

    @Test
    void asManyFailuresAsAllowedDoNotStopIt() throws InterruptedException {
        assertThat(batchesOfOne(1, new StopSignal(), (command, program) -> refusing(program)))
                .extracting(HostOutcome::state).containsExactly(State.FAILED, State.APPLIED, State.APPLIED);
    }

    @Test
    void aWishToStopLetsTheHostInHandFinishAndBeginsNoOther() throws InterruptedException {
        StopSignal stop = new StopSignal();
        List<HostOutcome> outcomes = batchesOfOne(0, stop, (command, program) -> {
            if (isChange(program)) {
                stop.request();
            }
            return DONE;
        });
        assertThat(outcomes).extracting(HostOutcome::state).containsExactly(State.APPLIED, State.SKIPPED,
                State.SKIPPED);
        assertThat(outcomes.get(2).detail()).isEqualTo("not begun: the run was stopped");
    }

    @Test
    void theLeaseOfAProcessThatIsGoneIsTakenOver() throws InterruptedException {
        List<String> taken = new ArrayList<>();
        HostOutcome outcome = applyOne((command, program) -> {
            if (!program.contains("\ntake_lease ")) {
                return DONE;
            }
            taken.add(program);
            return taken.size() == 1 ? lockedBy("test") : DONE;
        });
        assertThat(outcome.state()).isEqualTo(State.APPLIED);
        assertThat(taken.get(1)).containsPattern("\ntake_lease [0-9a-f]+ [0-9]+ 99 ");
    }

    @Test
    void ofTwoRunsTheOneThatIsLateAsksOneHostOnly() throws InterruptedException {
        transport.host("192.0.2.1", (command, program) -> lockedBy("-"));
        apply(List.of(plan(1, Action.UPDATE), plan(2, Action.UPDATE), plan(3, Action.UPDATE)));
        assertThat(transport.asked()).containsOnly("192.0.2.1");
    }

    @Test
    void birthsTellTheKeyOrWhyNot() throws InterruptedException {
        transport.host("192.0.2.1", (command, program) -> new CommandResult(0, "= " + Samples.ONE + "\n@ done\n", ""));
        transport.host("192.0.2.2", (command, program) -> new CommandResult(76, "! no openssl\n", ""));
        transport.host("192.0.2.3", (command, program) -> new CommandResult(0, "= nonsense\n@ done\n", ""));
        List<KeyBirths.Request> requests = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            ReadRequest request = FleetReaderTest.request(number, Become.NONE);
            requests.add(new KeyBirths.Request(request.host(), request.reach()));
        }
        List<KeyBirth> births = new KeyBirths(transport, 4).run(requests);
        assertThat(births.getFirst()).isEqualTo(new KeyBirth.Born(new NodeName("h1"), Samples.ONE));
        assertThat(births.subList(1, 4)).allMatch(KeyBirth.Failed.class::isInstance);
        assertThat(births.get(1)).isEqualTo(new KeyBirth.Failed(new NodeName("h2"), false, "no openssl"));
    }
}
