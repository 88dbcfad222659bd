// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.List;

import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.Counts;
import mesh.plan.PlanDocument.Host;
import mesh.plan.PlanDocument.HostNotice;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Of two shards alder is in the first, maple and rowan are in the second. */
class ShardOrderTest {
    private static final ChangeLine GAIN = new ChangeLine("peer-add", "+", "hazel", "", "KEY", "peer hazel: key KEY");
    private static final ChangeLine LOSS = new ChangeLine("peer-remove", "-", "hazel", "KEY", "", "peer hazel");

    @Test
    void hostsThatOnlyGainNeedNoOrder() {
        assertThat(refusal(host("alder", GAIN), host("maple", GAIN))).isEmpty();
    }

    @Test
    void hostsThatAllLoseNeedNoOrder() {
        assertThat(refusal(host("alder", LOSS), host("maple", LOSS, GAIN), host("rowan"))).isEmpty();
    }

    @Test
    void aGainBeforeALossInAnotherShardIsRefusedWithWhatToDo() {
        assertThat(refusal(host("alder", GAIN), host("maple", LOSS))).contains(
                "alder gets something before maple loses something, and they are in shards 1/2 and 2/2 "
                        + "Apply this plan without --shard, or make two changes of it: first what adds, then what takes "
                        + "away.");
    }

    @Test
    void withinOneShardTheRunKeepsTheOrder() {
        assertThat(refusal(host("rowan", GAIN), host("maple", LOSS))).isEmpty();
    }

    @Test
    void allowedIpsThatMoveAreALossAndOthersNone() {
        ChangeLine moved = new ChangeLine("peer-update", "~", "hazel", "10.0.0.1/32, 10.9.0.0/16", "10.0.0.1/32",
                "peer");
        ChangeLine more = new ChangeLine("peer-update", "~", "hazel", "10.0.0.1/32", "10.0.0.1/32, 10.9.0.0/16",
                "peer");

        assertThat(refusal(host("alder", GAIN), host("maple", moved))).isPresent();
        assertThat(refusal(host("alder", GAIN), host("maple", more))).isEmpty();
    }

    @Test
    void aKeyThatIsNotMadeYetIsRefusedWithTheHostThatMakesIt() {
        ChangeLine birth = new ChangeLine("key-birth", "+", "wg0", "", "(known after apply)", "key of wg0 is made");
        ChangeLine peer = new ChangeLine("peer-add", "+", "alder", "", "", "peer alder: key (known after apply)");

        assertThat(refusal(host("alder", birth), host("maple", peer))).get().asString()
                .contains("are not made yet", "mesh apply --host alder'");
    }

    @Test
    void aRotationIsFinishedFirst() {
        Host rotating = new Host("alder", "none", " ", "none", "", "linux", "wg-quick", "wg0", "", 1, "", List.of(),
                List.of(), List.of(new HostNotice("rotation", "switches next")));

        assertThat(refusal(rotating)).get().asString().contains("the key of alder is being replaced", "mesh rotate");
    }

    @Test
    void aHostThatLeavesIsInNoShard() {
        Host leaving = new Host("rowan", "remove", "-", "interface-down", "", "linux", "wg-quick", "wg0", "", 1, "",
                List.of(LOSS), List.of(), List.of());

        assertThat(refusal(host("alder", GAIN), leaving)).isEmpty();
        assertThat(ShardOrder.leaves(leaving)).isTrue();
    }

    private static java.util.Optional<String> refusal(Host... hosts) {
        PlanDocument plan = new PlanDocument(PlanDocument.FORMAT_VERSION, "demo", "live", new Counts(0, 0, 0, 0, 0),
                List.of(hosts), List.of(), List.of());
        return new ShardOrder(plan, 2).refusal().map(why -> why.reason() + " " + why.advice());
    }

    private static Host host(String name, ChangeLine... changes) {
        return new Host(name, changes.length == 0 ? "none" : "update", "~", "none", "", "linux", "wg-quick", "wg0", "",
                1, "", List.of(changes), List.of(), List.of());
    }
}
