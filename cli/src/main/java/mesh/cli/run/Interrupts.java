// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What ^C and a termination signal do while a run must not be cut short: the first one asks for an end, the second one
 * takes it. Outside of this the Java machine ends at the first.
 *
 * <p>Java has no API for signals. {@code sun.misc.Signal} of module {@code jdk.unsupported} is used by name, so that a Java
 * machine without it only loses the courtesy of the first ^C.
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
            interrupts.take(signal);
        }
        return interrupts;
    }

    /** Signals do again what they did before. */
    @Override
    public void close() {
        restored.forEach(Runnable::run);
        restored.clear();
    }

    private void take(String signal) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Method handle = type.getMethod("handle", type, handlerType);
            Object subject = type.getConstructor(String.class).newInstance(signal);
            Object before = handle.invoke(null, subject, handler(type, handlerType));
            restored.add(() -> restore(handle, subject, before));
        } catch (ReflectiveOperationException absent) {
            // a Java machine without these classes: the first signal ends it, and hosts in hand go back by themselves
        }
    }

    private static void restore(Method handle, Object subject, Object before) {
        try {
            handle.invoke(null, subject, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object handler(Class<?> signal, Class<?> handler) throws ReflectiveOperationException {
        MethodHandle receive = MethodHandles.lookup()
                .findVirtual(Interrupts.class, "receive", MethodType.methodType(void.class)).bindTo(this);
        return MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(receive, 0, signal));
    }

    @SuppressWarnings("unused") // called by the handler
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
