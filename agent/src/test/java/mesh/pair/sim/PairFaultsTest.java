// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

import mesh.net.IpAddress;
import mesh.pair.PairAction;
import mesh.pair.PairEvent;
import mesh.pair.PairState;

import org.junit.jupiter.api.Test;

/** One thing goes wrong, at many different moments: {@code -Dpair.seeds=N} of them. */
class PairFaultsTest {
    private static final int SEEDS = Integer.getInteger("pair.seeds", 16);

    private static void direct(Nat.Kind one, Nat.Kind other, Consumer<World> then) {
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed, one, other);
            world.started().pinging(20);
            double waited = world.untilDirect(6);
            assertThat(waited).as("seed %d: %s", seed, world).isLessThan(3);
            world.run(5 + world.time.random.nextDouble() * 5);
            try {
                then.accept(world);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + world, e);
            }
        }
    }

    private static long trials(SimHost host) {
        return host.log.stream()
                .filter(action -> action instanceof PairAction.Changed change && change.to() == PairState.TRIAL)
                .count();
    }

    @Test
    void aPathThatDiesSilentlyIsLeftWithinSevenSeconds() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED, world -> {
            world.net.drops = (_, _) -> true;
            world.run(12);
            assertThat(world.isRelayed()).isTrue();
            assertThat(world.outage(12)).isBetween(2.0, 7.0);
        });
    }

    @Test
    void aPathThatDiesInOneDirectionIsLeftByBoth() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.SYMMETRIC, world -> {
            int dead = world.time.random.nextInt(2);
            world.net.drops = (from, _) -> from == dead;
            world.run(12);
            assertThat(world.isRelayed()).isTrue();
            assertThat(world.outage(12)).isLessThan(7.0);
            world.run(60);
            assertThat(world.outage(60)).as("and not tried with people's packets").isLessThan(0.5);
        });
    }

    @Test
    void aPathThatWorksInOneDirectionOnlyIsNeverUsed() {
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed, Nat.Kind.PUBLIC, Nat.Kind.FULL_CONE);
            world.net.drops = (from, _) -> from == 0;
            world.started().pinging(20).run(60);
            assertThat(trials(world.a) + trials(world.b)).isZero();
            assertThat(world.outage(59)).isLessThan(0.2);
        }
    }

    @Test
    void whereProbesPassAndWireGuardDoesNotItIsTriedSeldomAndForAMoment() {
        for (long seed = 0; seed < SEEDS / 4; seed++) {
            World world = new World(seed, Nat.Kind.PUBLIC, Nat.Kind.FULL_CONE);
            world.net.drops = (_, packet) -> packet.kind().isWireGuard();
            world.started().pinging(20).run(1800);
            assertThat(world.isRelayed()).as("%s", world).isTrue();
            assertThat(trials(world.a)).as("seed %d", seed).isBetween(3L, 5L);
            assertThat(world.outage(1799)).isLessThan(2.5);
            assertThat(world.a.why()).contains("WireGuard's packets do not");
        }
    }

    @Test
    void aWayWithAHoleForLongPacketsIsNeverUsed() {
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed, Nat.Kind.PUBLIC, Nat.Kind.PORT_RESTRICTED);
            int hole = world.time.random.nextInt(3);
            world.net.drops = (from, packet) -> packet.bytes() > 1252 && from != hole;
            world.started().pinging(20).run(120);
            assertThat(trials(world.a) + trials(world.b)).isZero();
            assertThat(world.a.why() + world.b.why()).contains("packets of full size do not pass");
        }
    }

    @Test
    void aNatThatRebindsIsFollowed() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED, world -> {
            (world.time.random.nextBoolean() ? world.a : world.b).nat.rebind();
            world.run(25);
            assertThat(world.isDirect()).isTrue();
            assertThat(world.outage(25)).isLessThan(7.0);
            world.run(5);
            assertThat(world.outage(5)).isLessThan(0.2);
        });
    }

    @Test
    void whereTheOtherSideIsPublicARebindingLosesNothing() {
        direct(Nat.Kind.SYMMETRIC, Nat.Kind.PUBLIC, world -> {
            world.a.nat.rebind();
            world.run(20);
            assertThat(world.isDirect()).isTrue();
            assertThat(world.outage(20)).isLessThan(0.2);
            assertThat(world.b.log.stream().filter(PairAction.UseRelay.class::isInstance).count()).isEqualTo(1);
        });
    }

    @Test
    void aNatThatComesBackWithAnotherAddressIsFollowed() {
        direct(Nat.Kind.PORT_RESTRICTED, Nat.Kind.PORT_RESTRICTED, world -> {
            world.b.nat.reboot(IpAddress.parse("203.0.113.77"));
            world.run(30);
            assertThat(world.isDirect()).isTrue();
            assertThat(world.outage(30)).isLessThan(7.0);
        });
    }

    @Test
    void anAddressThatChangesCostsLessThanASecond() {
        direct(Nat.Kind.ADDRESS_RESTRICTED, Nat.Kind.PORT_RESTRICTED, world -> {
            SimHost moved = world.time.random.nextBoolean() ? world.a : world.b;
            moved.nat.reboot(IpAddress.parse("203.0.113.99"));
            moved.address = IpAddress.parse("10.7.7.7");
            moved.relayDown();
            world.time.in(Timeline.ms(200), () -> moved.event(new PairEvent.NetworkChanged()));
            world.time.in(Timeline.ms(350), moved::relayUp);
            world.run(15);
            assertThat(world.isDirect()).isTrue();
            assertThat(world.outage(15)).isLessThan(1.0);
        });
    }

    @Test
    void relaysThatAreGoneDoNotDisturbADirectPath() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.SYMMETRIC, world -> {
            world.a.relayDown();
            world.b.relayDown();
            world.run(120);
            assertThat(world.isDirect()).isTrue();
            world.a.relayUp();
            world.run(1);
            world.b.relayUp();
            world.run(30);
            assertThat(world.isDirect()).isTrue();
            assertThat(world.lost(150)).isZero();
        });
    }

    @Test
    void aKilledAgentIsMissedByNobodyAndItsSuccessorGoesOn() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED, world -> {
            SimHost host = world.time.random.nextBoolean() ? world.a : world.b;
            host.kill();
            world.run(90);
            assertThat(world.lost(90)).isZero();
            host.start();
            world.run(20);
            assertThat(world.isDirect()).isTrue();
            assertThat(world.lost(20)).isZero();
        });
    }

    @Test
    void anAddressThatChangesCostsWhatIsUnderWayWhereThePeerIsPublicAndItsAgentDead() {
        direct(Nat.Kind.PORT_RESTRICTED, Nat.Kind.PUBLIC, world -> {
            world.b.kill();
            world.run(5);
            world.a.nat.reboot(IpAddress.parse("203.0.113.98"));
            world.a.event(new PairEvent.NetworkChanged());
            world.run(30);
            assertThat(world.lost(35)).isLessThan(4);
        });
    }

    @Test
    void bothAgentsMayStartAnew() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED, world -> {
            world.a.kill();
            world.b.kill();
            world.run(3);
            world.a.start();
            world.run(world.time.random.nextDouble() * 4);
            world.b.start();
            world.run(20);
            assertThat(world.isDirect()).isTrue();
            assertThat(world.lost(20)).isZero();
        });
    }

    @Test
    void aSuccessorThatFindsADeadPathBeginsAtTheRelay() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED, world -> {
            world.a.kill();
            world.net.drops = (_, _) -> true;
            world.run(5);
            world.a.start();
            world.run(10);
            assertThat(world.isRelayed()).isTrue();
            assertThat(world.outage(9)).isLessThan(4.5);
        });
    }

    @Test
    void aHostThatSleptComesBackWithinSeconds() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED, world -> {
            SimHost host = world.time.random.nextBoolean() ? world.a : world.b;
            host.isAsleep = true;
            world.run(300);
            if (world.time.random.nextBoolean()) {
                host.awake();
            } else {
                host.resume();
            }
            world.run(20);
            assertThat(world.isDirect()).isTrue();
            assertThat(world.outage(13)).isLessThan(0.5);
        });
    }

    @Test
    void aSleepOfAnyLengthIsOverSoon() {
        direct(Nat.Kind.PORT_RESTRICTED, Nat.Kind.ADDRESS_RESTRICTED, world -> {
            SimHost host = world.time.random.nextBoolean() ? world.a : world.b;
            host.isAsleep = true;
            world.run(1 + world.time.random.nextDouble() * (world.time.random.nextBoolean() ? 20 : 200));
            if (world.time.random.nextBoolean()) {
                host.nat.rebind();
            }
            if (world.time.random.nextBoolean()) {
                host.awake();
            } else {
                host.resume();
            }
            world.run(30);
            assertThat(world.isDirect()).isTrue();
            assertThat(world.outage(20)).isLessThan(0.5);
        });
    }

    @Test
    void whereThePeerFallsSilentConnectionsToRelaysAreLookedAfterOnce() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED, world -> {
            world.net.drops = (_, _) -> true;
            world.run(10);
            for (SimHost host : world.net.hosts) {
                assertThat(host.log.stream().filter(PairAction.DoubtRelays.class::isInstance)).hasSize(1);
            }
        });
    }

    @Test
    void anIdlePairDoesNothing() {
        for (Nat.Kind kind : Nat.Kind.values()) {
            World world = new World(1, kind, Nat.Kind.PORT_RESTRICTED).started().pinging(20);
            world.run(60).quiet();
            world.run(180);
            PairState before = world.a.state();
            world.a.log.clear();
            world.b.log.clear();
            world.run(3600);
            assertThat(world.a.state()).isEqualTo(before);
            for (SimHost host : world.net.hosts) {
                if (before == PairState.RELAY) {
                    assertThat(host.log).as("%s", kind).isEmpty();
                } else {
                    assertThat(host.log).as("%s", kind).allMatch(PairAction.Count.class::isInstance)
                            .hasSizeLessThan(721);
                }
            }
        }
    }

    @Test
    void anIdlePairIsDirectAgainSoonAfterItsPathDied() {
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed, Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED).started().pinging(20);
            world.run(30).quiet();
            world.run(120);
            world.a.nat.rebind();
            world.b.nat.rebind();
            world.run(world.time.random.nextInt(100)).pinging(20).run(20);
            assertThat(world.isDirect()).as("seed %d: %s", seed, world).isTrue();
            assertThat(world.outage(19)).as("seed %d", seed).isLessThan(14.5);
        }
    }

    @Test
    void hostsInOneNetworkUseIt() {
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed, Nat.Kind.FULL_CONE, Nat.Kind.FULL_CONE);
            world.net.isLan = true;
            world.started().pinging(20).run(5);
            assertThat(world.a.kernel.endpoint).contains(world.b.inner());
            assertThat(world.b.kernel.endpoint).contains(world.a.inner());
        }
    }

    @Test
    void aBetterWayIsFoundInTime() {
        direct(Nat.Kind.FULL_CONE, Nat.Kind.FULL_CONE, world -> {
            world.net.isLan = true;
            world.run(150);
            assertThat(world.a.kernel.endpoint).contains(world.b.inner());
            assertThat(world.isDirect()).isTrue();
            assertThat(world.lost(150)).isZero();
        });
    }

    @Test
    void latePacketsOfTheRelayDrawNothingBack() {
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed, Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED);
            world.net.relayDelay = 150 + 100 * world.time.random.nextDouble();
            world.a.hasInjector = seed % 2 == 0;
            world.b.hasInjector = seed % 4 < 2;
            world.started().pinging(5).run(20);
            assertThat(world.isDirect()).as("seed %d: %s", seed, world).isTrue();
            assertThat(trials(world.a)).isEqualTo(1);
        }
    }

    @Test
    void lossAndDelayDoNotKeepThemApart() {
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed, Nat.Kind.PORT_RESTRICTED, Nat.Kind.ADDRESS_RESTRICTED);
            world.net.loss = 0.05;
            world.net.relayLoss = 0.2;
            world.net.delay = 100;
            world.net.jitter = 100;
            world.started().pinging(20).run(100);
            assertThat(world.untilDirect(30)).as("seed %d: %s", seed, world).isLessThan(30);
            assertThat(world.longestApart).as("seed %d", seed).isLessThan(Timeline.ms(10_000));
        }
    }
}
