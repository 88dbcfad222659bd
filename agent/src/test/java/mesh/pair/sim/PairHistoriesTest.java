// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import mesh.net.IpAddress;
import mesh.pair.PairEvent;

import org.junit.jupiter.api.Test;

/**
 * Whatever goes wrong in whatever order: no way is used that was not proved, the two do not stay apart, nothing is said too
 * often, and once it stops the pair is as good as its NATs let it be. {@code -Dpair.histories=N} tries N histories.
 */
class PairHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("pair.histories", 100);

    private final List<String> story = new ArrayList<>();

    private static World world(long seed) {
        Random random = new Random(seed);
        Nat.Kind[] kinds = Nat.Kind.values();
        World world = new World(seed, kinds[random.nextInt(kinds.length)], kinds[random.nextInt(kinds.length)]);
        world.net.delay = 1 + random.nextInt(120);
        world.net.jitter = random.nextInt(30);
        world.net.relayDelay = 2 + random.nextInt(120);
        world.net.loss = random.nextInt(3) == 0 ? random.nextDouble() * 0.05 : 0;
        world.net.relayLoss = random.nextInt(3) == 0 ? random.nextDouble() * 0.1 : 0;
        world.a.hasInjector = random.nextInt(3) > 0;
        world.b.hasInjector = random.nextInt(3) > 0;
        return world;
    }

    private void mishap(World world, Random random) {
        SimHost host = world.net.hosts[random.nextInt(2)];
        int which = random.nextInt(13);
        story.add(which + " at " + host.index);
        switch (which) {
            case 0 -> world.net.drops = (_, _) -> true;
            case 1 -> world.net.drops = (from, _) -> from == host.index;
            case 2 -> world.net.drops = (_, packet) -> packet.kind().isWireGuard();
            case 3 -> world.net.drops = (from, packet) -> packet.kind().isWireGuard() && from == host.index;
            case 4 -> world.net.drops = (_, packet) -> packet.bytes() > 1252;
            case 5 -> world.net.drops = (_, _) -> false;
            case 6 -> host.nat.rebind();
            case 7 -> move(world, host, random);
            case 8 -> outage(world, host, random.nextInt(20_000));
            case 9 -> restart(world, host, random.nextInt(20_000));
            case 10 -> sleep(world, host, random.nextInt(400_000));
            case 11 -> world.net.isLan = !world.net.isLan;
            default -> {
                if (random.nextBoolean()) {
                    world.quiet();
                } else {
                    world.pinging(20 + random.nextInt(200));
                }
            }
        }
    }

    private static void move(World world, SimHost host, Random random) {
        host.nat.reboot(IpAddress.parse("203.0.113." + (10 + random.nextInt(200))));
        host.address = host.nat.kind == Nat.Kind.PUBLIC
                ? host.nat.outside
                : IpAddress.parse("10.0." + host.index + "." + (1 + random.nextInt(250)));
        world.time.in(Timeline.ms(random.nextInt(500)), () -> host.event(new PairEvent.NetworkChanged()));
    }

    private static void outage(World world, SimHost host, int millis) {
        if (host.isRelayUp) {
            host.relayDown();
            world.time.in(Timeline.ms(millis), () -> {
                if (host.agent.isPresent()) {
                    host.relayUp();
                }
            });
        }
    }

    private static void restart(World world, SimHost host, int millis) {
        if (host.agent.isPresent()) {
            host.kill();
            world.time.in(Timeline.ms(millis), host::start);
        }
    }

    private static void sleep(World world, SimHost host, int millis) {
        boolean isShort = millis < 60_000;
        if (!host.isAsleep) {
            host.isAsleep = true;
            world.time.in(Timeline.ms(millis), isShort ? host::resume : host::awake);
        }
    }

    private void live(World world, Random random, int mishaps, double spacing) {
        for (int i = 0; i < mishaps; i++) {
            mishap(world, random);
            long actions = world.a.actions + world.b.actions;
            double seconds = random.nextDouble() * spacing;
            world.run(seconds);
            assertThat(world.a.actions + world.b.actions - actions).as("actions in %f s", seconds)
                    .isLessThan((long) (300 + 80 * seconds));
        }
    }

    /** Everything works again, and time passes that was enough for all rests. */
    private static void recover(World world) {
        world.net.drops = (_, _) -> false;
        world.net.loss = 0;
        world.net.relayLoss = 0;
        world.run(400);
        world.pinging(100).run(500);
        // Addresses on which WireGuard failed are left alone for up to an hour.
        for (int i = 0; i < 130 && world.isRelayed() == mayBeDirect(world); i++) {
            world.run(30);
        }
    }

    private static boolean mayBeDirect(World world) {
        return PairPathsTest.canBeDirect(world.a.nat.kind, world.b.nat.kind) || world.net.isLan;
    }

    @Test
    void anyHistoryEndsWell() {
        int direct = 0;
        long apart = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            story.clear();
            World world = world(seed);
            Random random = new Random(seed);
            try {
                world.started().pinging(50);
                live(world, random, 25, 30);
                recover(world);
                assertThat(world.isDirect()).isEqualTo(mayBeDirect(world));
                assertThat(world.outage(5)).as("outage in the end").isLessThan(1);
                assertThat(world.longestApart).as("longest apart").isLessThan(Timeline.ms(10_000));
                apart = Math.max(apart, world.longestApart);
                direct += world.isDirect() ? 1 : 0;
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + " " + world.a.nat.kind + " " + world.b.nat.kind + " " + story
                        + " " + world, e);
            }
        }
        System.out.printf("histories: %d, %d of them end direct, longest apart %.1f s%n", HISTORIES, direct,
                apart / 1e9);
    }

    @Test
    void aDayOfChurnEndsWell() {
        World world = new World(5, Nat.Kind.FULL_CONE, Nat.Kind.PORT_RESTRICTED).started().pinging(1000);
        Random random = new Random(5);
        live(world, random, 24 * 60, 120);
        recover(world);

        assertThat(world.isDirect()).as("%s", world).isTrue();
        assertThat(world.a.actions).as("in a day").isLessThan(1_000_000);
        System.out.printf("a day: %d and %d actions, longest apart %.1f s%n", world.a.actions, world.b.actions,
                world.longestApart / 1e9);
    }
}
