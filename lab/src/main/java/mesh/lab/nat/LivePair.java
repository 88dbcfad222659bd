// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

import mesh.lab.LabException;
import mesh.lab.LabWait;

/**
 * Two hosts with agents that know each other, a hundred pings a second between them while things go wrong, and WireGuard's
 * endpoints of both, written down all the time.
 */
public final class LivePair implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How young a question must be that was answered, for the way to be open, in milliseconds. */
    private static final int YOUNG = 100;

    /** For how long pings have to be answered again, in milliseconds. */
    private static final int CALM = 1_000;

    private final SceneHost a;
    private final SceneHost b;
    private final Pings pings;
    private final EndpointWatch atA;
    private final EndpointWatch atB;
    private boolean isClosed;

    private LivePair(SceneHost a, SceneHost b) {
        this.a = a;
        this.b = b;
        this.pings = Pings.start(a.host(), b.meshAddress());
        this.atA = EndpointWatch.ofEndpoints(a, b);
        this.atB = EndpointWatch.ofEndpoints(b, a);
    }

    /** Starts both agents, and pings from the first host; the first answer has come when this returns. */
    public static LivePair start(NatScene scene, SceneHost a, SceneHost b) {
        scene.meet(a, b);
        LivePair pair = new LivePair(a, b);
        return pair.await("a packet", () -> pair.pings.firstAnswer() > 0);
    }

    /** Waits until both say that they are direct, and WireGuard of both sends directly. */
    public LivePair awaitDirect() {
        return await("direct", this::isDirect);
    }

    private boolean isDirect() {
        return a.view(b).direct() && b.view(a).direct() && atA.directSince() > 0 && atB.directSince() > 0;
    }

    /** Same, and that packets for the first host go to another address or port than {@code before}. */
    public LivePair awaitFirstMovedFrom(String before) {
        return await("the first host at another address", () -> isDirect() && !atB.now().equals(before));
    }

    /** Same of packets for the second host. */
    public LivePair awaitSecondMovedFrom(String before) {
        return await("the second host at another address", () -> isDirect() && !atA.now().equals(before));
    }

    /** Waits until both say that they use a relay. */
    public LivePair awaitRelay() {
        return await("relay", () -> isRelayed(a, b) && isRelayed(b, a));
    }

    private static boolean isRelayed(SceneHost host, SceneHost peer) {
        return host.view(peer).path().equals("relay");
    }

    /** Waits until the first says that it tries a path. */
    public LivePair awaitTrial() {
        return await("trial", () -> a.view(b).path().equals("trial"));
    }

    /** Waits until both say that addresses were probed and why that led to nothing. */
    public LivePair awaitSearchInVain() {
        return await("a search in vain", () -> List.of(a.view(b), b.view(a)).stream()
                .allMatch(view -> view.why().equals("no probe is answered")));
    }

    /** The relay at which the first host finds the second, and where all its packets go. */
    public SceneRelay relayOfSecond(NatScene scene) {
        await("a relay of the second host", () -> !a.view(b).relay().isEmpty());
        String name = a.view(b).relay();
        return scene.relays().stream().filter(one -> one.host().name().equals(name)).findFirst().orElseThrow();
    }

    /** Waits until both are connected to all relays. */
    public LivePair awaitAllRelays(NatScene scene) {
        return await("all relays", () -> List.of(a.view(b), b.view(a)).stream()
                .allMatch(view -> view.relaysUp() == scene.relays().size()));
    }

    /** Waits until no ping has been answered for a moment. */
    public LivePair awaitSilence() {
        return await("silence", () -> !pings.answeredAfter(System.currentTimeMillis() - CALM));
    }

    /** Where it is in vain nothing of the pair stays: who waits may not have it in hands yet. */
    private LivePair await(String what, BooleanSupplier condition) {
        try {
            LabWait.until(what, PATIENCE, condition);
            return this;
        } catch (LabException inVain) {
            String why = inVain.getMessage() + logs();
            close();
            throw new LabException(why, inVain);
        }
    }

    /**
     * Lets something happen, and waits until pings are answered again, for a second at least.
     *
     * @return the longest time without an answer, in seconds
     */
    public double outage(Runnable event) {
        double before = System.currentTimeMillis();
        event.run();
        awaitAnswers();
        return pings.longestGapSeconds(before, Double.MAX_VALUE);
    }

    /**
     * Waits until pings are answered again, for a second at least.
     *
     * @param since milliseconds of the clock, when the last thing happened that they wait for
     * @return how long after that the first was asked that was answered, or the longest gap later on, in seconds
     */
    public double backAfter(double since) {
        awaitAnswers();
        double first = pings.firstAskedAfter(since);
        return Math.max((first - since) / 1000, pings.longestGapSeconds(first + 1, Double.MAX_VALUE));
    }

    private void awaitAnswers() {
        double after = System.currentTimeMillis();
        await("answers again", () -> System.currentTimeMillis() - after > CALM
                && pings.answeredAfter(System.currentTimeMillis() - YOUNG));
    }

    /** Pings that were not answered so far. */
    public int lost() {
        return pings.lost(0, Double.MAX_VALUE);
    }

    /** Where WireGuard of the second host sends packets for the first: address and port. */
    public String endpointOfFirst() {
        return atB.now();
    }

    /** Where WireGuard of the first host sends packets for the second: address and port. */
    public String endpointOfSecond() {
        return atA.now();
    }

    /** All addresses that either WireGuard ever sent to directly, without ports. */
    public Set<String> addressesUsed() {
        Set<String> used = new TreeSet<>();
        for (EndpointWatch watch : List.of(atA, atB)) {
            watch.seen().stream().filter(EndpointWatch.Seen::direct)
                    .forEach(one -> used.add(one.endpoint().substring(0, one.endpoint().lastIndexOf(':'))));
        }
        return used;
    }

    /** What both agents printed. */
    public String logs() {
        return "\n--- " + a.host().name() + "\n" + a.agentLog() + "--- " + b.host().name() + "\n" + b.agentLog();
    }

    /** Nothing of it stays. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        atA.close();
        atB.close();
        pings.end();
        NatScene.part(a, b);
    }
}
