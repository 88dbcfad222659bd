// SPDX-License-Identifier: Apache-2.0
package mesh.daemon;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * SIGHUP. The JDK has no supported way to catch it, and without one the signal ends the process; so the unsupported one is
 * called by reflection, and where it is missing there is only the look at the files.
 */
public final class Hangup {
    private Hangup() {}

    public static void onHangup(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(Hangup.class.getClassLoader(), new Class<?>[]{handler},
                    (self, method, arguments) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance("HUP"),
                    proxy);
        } catch (ClassNotFoundException | NoSuchMethodException | InstantiationException | IllegalAccessException
                | InvocationTargetException notOnThisJdk) {
            System.err.println("SIGHUP is not caught here: " + notOnThisJdk);
        }
    }
}
