// SPDX-License-Identifier: Apache-2.0
package mesh.netns;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Runs code in a thread of its own, which Linux lets live in another network namespace or without rights. */
@SuppressWarnings("restricted")
final class ThreadRights {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = handle("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETNS = handle("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CAPSET = handle("capset", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int CAPABILITY_VERSION_3 = 0x20080522;

    private ThreadRights() {}

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
    }

    private interface Change {
        int apply(Arena arena) throws Throwable;
    }

    static <T> T inNamespace(String name, Callable<T> code) throws Exception {
        return in(arena -> {
            int file = (int) OPEN.invokeExact(arena.allocateFrom("/run/netns/" + name), 0);
            int entered = (int) SETNS.invokeExact(file, CLONE_NEWNET);
            return entered + (int) CLOSE.invokeExact(file);
        }, code);
    }

    /** Without any capability, root or not. */
    static <T> T without(Callable<T> code) throws Exception {
        return in(arena -> {
            MemorySegment header = arena.allocateFrom(JAVA_INT, CAPABILITY_VERSION_3, 0);
            return (int) CAPSET.invokeExact(header, arena.allocate(JAVA_INT, 6));
        }, code);
    }

    private static <T> T in(Change change, Callable<T> code) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("elsewhere").start(() -> {
            try (Arena arena = Arena.ofConfined()) {
                if (change.apply(arena) != 0) {
                    throw new AssertionError("the thread cannot go there");
                }
                result.complete(code.call());
            } catch (Throwable failed) {
                // A method handle declares that, and whoever waits has to be told in any case.
                result.completeExceptionally(failed);
            }
        });
        try {
            return result.get();
        } catch (java.util.concurrent.ExecutionException failed) {
            switch (failed.getCause()) {
                case Exception known -> throw known;
                case Error known -> throw known;
                case null, default -> throw failed;
            }
        }
    }
}
