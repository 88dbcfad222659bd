// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import static org.assertj.core.api.Assertions.assertThat;

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
import mesh.host.Provenance;
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
                new ApplySettings(4, new Provenance("-", "t@t", "now"))).apply(plan, List.of(readings)).outcomes();
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
        assertThat(transport.asked().subList(0, 3)).containsExactlyInAnyOrder("192.0.2.2", "192.0.2.4", "192.0.2.6");
        assertThat(transport.asked().subList(3, 5)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.3");
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
        transport.host("192.0.2.3", (command, program) -> new CommandResult(76, "! no room\n", ""));
        List<HostOutcome> outcomes = apply(
                List.of(plan(1, Action.REMOVE), plan(2, Action.REMOVE), forgetting(3, 1)));
        assertThat(outcomes).extracting(HostOutcome::state).containsExactly(State.SKIPPED, State.REMOVED,
                State.FAILED);
        assertThat(outcomes.getFirst().detail()).isEqualTo("waits until h3 has forgotten it; apply again");
        assertThat(transport.asked()).doesNotContain("192.0.2.1");
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
        assertThat(heard).containsExactly("h1 connecting", "h1 applying", "h1 staged", "h1 done", "h1 = APPLIED");
    }

    @Test
    void saysWhyHostsAreSkipped() throws InterruptedException {
        HostPlan waiting = plan(3, Action.CREATE);
        HostPlan unrendered = new HostPlan(waiting.host(), waiting.reach(), waiting.action(), waiting.changes(),
                waiting.impact(), "", waiting.desired(), Optional.empty(), waiting.live());
        List<HostOutcome> outcomes = apply(List.of(plan(1, Action.UNKNOWN), plan(2, Action.UNKNOWN), unrendered),
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
        assertThat(transport.asked()).isEmpty();
    }

    @Test
    void sendsSecretsOnStandardInputOnly() throws InterruptedException {
        List<String> commands = new ArrayList<>();
        applyOne((command, program) -> {
            commands.add(command);
            assertThat(program).contains(Samples.PRESHARED.revealBase64());
            return DONE;
        });
        assertThat(commands).containsExactly("sh -s");
        assertThat(String.join(" ", heard)).doesNotContain(Samples.PRESHARED.revealBase64());
    }

    @Test
    void tellsHowAHostEnded() throws InterruptedException {
        assertOutcome(new CommandResult(75, "! generation 5 is there\n", ""), State.STALE,
                "generation 5 is there; nothing was changed: plan again");
        assertOutcome(new CommandResult(76, "! no room\n", "df: oops\n"), State.FAILED,
                "no room: df: oops; nothing was changed");
        assertOutcome(new CommandResult(77, "@ switched\n! wg set failed\n", ""), State.FAILED,
                "wg set failed; the files are as they were, the running interface may have part of the change: run apply again");
        assertOutcome(new CommandResult(78, "! copies are in x\n", ""), State.FAILED, "copies are in x");
        assertOutcome(new CommandResult(0, "", ""), State.FAILED,
                "the program ended with status 0; run plan to see what the host has");
    }

    private void assertOutcome(CommandResult result, State state, String detail) throws InterruptedException {
        HostOutcome outcome = applyOne((command, program) -> result);
        assertThat(outcome.state()).isEqualTo(state);
        assertThat(outcome.detail()).isEqualTo(detail);
    }

    @Test
    void tellsALostConnectionFromNone() throws InterruptedException {
        HostOutcome lost = applyOne((command, program) -> {
            throw new SshException(SshException.Reason.PROTOCOL, "reset");
        });
        assertThat(lost.state()).isEqualTo(State.FAILED);
        assertThat(lost.detail()).contains("the connection broke while the host was changing (reset)");
        HostOutcome silent = apply(List.of(plan(9, Action.CREATE))).getFirst();
        assertThat(silent.state()).isEqualTo(State.SKIPPED);
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
