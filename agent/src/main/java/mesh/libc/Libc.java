// SPDX-License-Identifier: Apache-2.0
package mesh.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * System calls. Each throws {@link SystemCallException} where the call gives -1. For 64-bit systems: lengths are long.
 * Safe for concurrent use; what blocks says so.
 */
@SuppressWarnings("restricted")
public final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = call("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CONNECT = call("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle NAME = call("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle OPTION = call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS,
            JAVA_INT);
    private static final MethodHandle SEND = call("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS,
            JAVA_INT);
    private static final MethodHandle RECEIVE = call("recvfrom", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT,
            ADDRESS, ADDRESS);
    private static final MethodHandle READ = call("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = call("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle PIPE = call("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle POLL = call("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOCK = call("clock_gettime", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle OPEN = link("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CONTROL = link("ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle WORDS = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("strerror"),
            FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private static final long MOST_WORDS_BYTES = 256;

    private Libc() {}

    private interface Invocation {
        long invoke(MemorySegment state) throws Throwable;
    }

    private static MethodHandle call(String name, ValueLayout result, ValueLayout... arguments) {
        return link(name, FunctionDescriptor.of(result, arguments));
    }

    private static MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... more) {
        Linker.Option[] options = java.util.Arrays.copyOf(more, more.length + 1);
        options[more.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    private static long checked(String name, Invocation call) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = call.invoke(state);
            if (result == -1) {
                int number = (int) ERRNO.get(state, 0L);
                throw new SystemCallException(name, number, words(number));
            }
            return result;
        } catch (SystemCallException | RuntimeException | Error known) {
            throw known;
        } catch (Throwable never) {
            throw new IllegalStateException(name, never);
        }
    }

    private static String words(int number) throws Throwable {
        MemorySegment text = (MemorySegment) WORDS.invokeExact(number);
        return text.equals(MemorySegment.NULL)
                ? "error " + number
                : text.reinterpret(MOST_WORDS_BYTES).getString(0);
    }

    /** socket(2). */
    public static Descriptor socket(int domain, int type, int protocol) throws IOException {
        return new Descriptor(
                (int) checked("socket", state -> (int) SOCKET.invokeExact(state, domain, type, protocol)));
    }

    /** open(2) of a file that is there. */
    public static Descriptor open(String path, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return new Descriptor(
                    (int) checked("open " + path, state -> (int) OPEN.invokeExact(state, name, flags, 0)));
        }
    }

    /** A pipe: the end to read and the end to write. */
    public static List<Descriptor> pipe(int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            checked("pipe2", state -> (int) PIPE.invokeExact(state, ends, flags));
            return List.of(new Descriptor(ends.getAtIndex(JAVA_INT, 0)), new Descriptor(ends.getAtIndex(JAVA_INT, 1)));
        }
    }

    static void close(int number) {
        try {
            checked("close", state -> (int) CLOSE.invokeExact(state, number));
        } catch (SystemCallException gone) {
            // Its number is free whatever close(2) says.
        }
    }

    /** bind(2) to a socket address in the system's layout. */
    public static void bind(Descriptor socket, byte[] address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int number = socket.number();
            MemorySegment copied = copy(arena, address);
            checked("bind", state -> (int) BIND.invokeExact(state, number, copied, address.length));
        }
    }

    /** connect(2) to a socket address in the system's layout. */
    public static void connect(Descriptor socket, byte[] address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int number = socket.number();
            MemorySegment copied = copy(arena, address);
            checked("connect", state -> (int) CONNECT.invokeExact(state, number, copied, address.length));
        }
    }

    /** getsockname(2): the socket's own address in the system's layout. */
    public static byte[] name(Descriptor socket) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int number = socket.number();
            MemorySegment address = arena.allocate(SocketAddressLayout.MOST_BYTES);
            MemorySegment length = arena.allocateFrom(JAVA_INT, SocketAddressLayout.MOST_BYTES);
            checked("getsockname", state -> (int) NAME.invokeExact(state, number, address, length));
            return bytes(address, Math.min(length.get(JAVA_INT, 0), SocketAddressLayout.MOST_BYTES));
        }
    }

    /** setsockopt(2) of an int. */
    public static void option(Descriptor socket, int level, int name, int value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            option(socket, level, name, arena.allocateFrom(JAVA_INT, value));
        }
    }

    /** setsockopt(2) of a structure. */
    public static void option(Descriptor socket, int level, int name, MemorySegment value) throws IOException {
        int number = socket.number();
        int length = (int) value.byteSize();
        checked("setsockopt", state -> (int) OPTION.invokeExact(state, number, level, name, value, length));
    }

    /** sendto(2): one packet to a socket address in the system's layout. */
    public static void send(Descriptor socket, byte[] packet, int flags, byte[] address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int number = socket.number();
            MemorySegment data = copy(arena, packet);
            MemorySegment to = copy(arena, address);
            checked("sendto", state -> (long) SEND.invokeExact(state, number, data, data.byteSize(), flags, to,
                    address.length));
        }
    }

    /**
     * recvfrom(2): one packet into {@code data}, what does not fit is lost.
     *
     * @param from takes the sender's address in the system's layout; {@link SocketAddressLayout#MOST_BYTES} long
     * @return bytes of the packet that are in {@code data}
     */
    public static int receive(Descriptor socket, MemorySegment data, int flags, MemorySegment from)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int number = socket.number();
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) from.byteSize());
            return (int) checked("recvfrom", state -> (long) RECEIVE.invokeExact(state, number, data,
                    data.byteSize(), flags, from, length));
        }
    }

    /** read(2); blocks unless there is something. */
    public static int read(Descriptor file, MemorySegment data) throws IOException {
        int number = file.number();
        return (int) checked("read", state -> (long) READ.invokeExact(state, number, data, data.byteSize()));
    }

    /** write(2). */
    public static void write(Descriptor file, byte[] data) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int number = file.number();
            MemorySegment copied = copy(arena, data);
            checked("write", state -> (long) WRITE.invokeExact(state, number, copied, copied.byteSize()));
        }
    }

    /** ioctl(2) with a structure, which the system may write to. */
    public static void control(Descriptor file, String what, long request, MemorySegment value) throws IOException {
        int number = file.number();
        checked(what, state -> (int) CONTROL.invokeExact(state, number, request, value));
    }

    /** poll(2) on {@link PollSet#memory}; blocks. @param millis -1 for ever @return how many are ready */
    static int poll(MemorySegment entries, long count, int millis) throws SystemCallException {
        return (int) checked("poll", state -> (int) POLL.invokeExact(state, entries, count, millis));
    }

    /** clock_gettime(2), in nanoseconds. */
    public static long clockNanos(int clock) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(JAVA_LONG, 2);
            checked("clock_gettime", state -> (int) CLOCK.invokeExact(state, clock, time));
            return time.getAtIndex(JAVA_LONG, 0) * 1_000_000_000L + time.getAtIndex(JAVA_LONG, 1);
        }
    }

    private static MemorySegment copy(Arena arena, byte[] bytes) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }

    private static byte[] bytes(MemorySegment memory, int count) {
        return memory.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
    }
}
