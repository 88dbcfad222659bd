// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * Signals of the process. Java has no API for them: {@code sun.misc.Signal} of module {@code jdk.unsupported} is used by
 * name, so that a Java machine without it only loses what a signal would have done.
 */
final class Signals {
    private Signals() {}

    /**
     * Runs {@code action}, on a thread of the Java machine, at each such signal.
     *
     * @param signal without SIG, such as {@code INT}
     * @return what makes the signal do again what it did before
     */
    static Runnable take(String signal, Runnable action) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Method handle = type.getMethod("handle", type, handlerType);
            Object subject = type.getConstructor(String.class).newInstance(signal);
            Object before = handle.invoke(null, subject, handler(type, handlerType, action));
            return () -> restore(handle, subject, before);
        } catch (ReflectiveOperationException absent) {
            // a Java machine without these classes: signals do what they always do
            return () -> {};
        }
    }

    private static void restore(Method handle, Object subject, Object before) {
        try {
            handle.invoke(null, subject, before);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object handler(Class<?> signal, Class<?> handler, Runnable action)
            throws ReflectiveOperationException {
        MethodHandle run = MethodHandles.lookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class)).bindTo(action);
        return MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
    }
}
