// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What ^C and a termination signal do while a run must not be cut short: the first one asks for an end, the second one
 * takes it. Outside of this the Java machine ends at the first, as it does where it knows no signals.
 */
public final class Interrupts implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final Runnable first;
    private final Runnable second;
    private final AtomicInteger received = new AtomicInteger();
    private final List<Runnable> restored = new ArrayList<>();

    private Interrupts(Runnable first, Runnable second) {
        this.first = first;
        this.second = second;
    }

    /**
     * Takes the signals until {@link #close}.
     *
     * @param first run once, on a thread of the Java machine, for the first signal
     * @param second run before the process ends with 130 for the second one, which waits half a second for it
     */
    public static Interrupts taken(Runnable first, Runnable second) {
        Interrupts interrupts = new Interrupts(first, second);
        for (String signal : SIGNALS) {
            interrupts.restored.add(Signals.take(signal, interrupts::receive));
        }
        return interrupts;
    }

    /** Signals do again what they did before. */
    @Override
    public void close() {
        restored.forEach(Runnable::run);
        restored.clear();
    }

    private void receive() {
        if (received.getAndIncrement() == 0) {
            first.run();
        } else {
            runBriefly(second);
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.value());
        }
    }

    /** A terminal that was stopped with ^S takes no text; the end does not wait for it. */
    private static void runBriefly(Runnable last) {
        Thread thread = Thread.ofPlatform().daemon().start(last);
        try {
            thread.join(Duration.ofMillis(500));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
