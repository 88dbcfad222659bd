// SPDX-License-Identifier: Apache-2.0
package mesh.libc;

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
 * System calls. Each throws {@link SystemCallException} where the call gives -1. Safe for concurrent use; what blocks says
 * so.
 *
 * <p>All calls go through one handle of six words: each shape of a call costs a Java process a quarter of a megabyte and
 * ten milliseconds. That holds where the first six integers and pointers of any call travel in registers, and a callee
 * looks at its own only: on amd64 and aarch64, on Linux as on OpenBSD.
 */
@SuppressWarnings("restricted")
public final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));
    private static final MemorySegment WORDS = LINKER.defaultLookup().findOrThrow("strerror");
    private static final int MOST_ARGUMENTS = 6;
    private static final long MOST_WORDS_BYTES = 256;

    /** What is called, by its name in C. The result is an int, or where it counts bytes a long. */
    private enum Function {
        SOCKET("socket", false), CLOSE("close", false), BIND("bind", false), CONNECT("connect", false),
        NAME("getsockname", false), OPTION("setsockopt", false), SEND("sendto", true), RECEIVE("recvfrom", true),
        READ("read", true), WRITE("write", true), PIPE("pipe2", false), POLL("poll", false),
        CLOCK("clock_gettime", false), OPEN("open", false), CONTROL("ioctl", false);

        private final String inC;
        private final boolean countsBytes;
        private final long address;

        Function(String inC, boolean countsBytes) {
            this.inC = inC;
            this.countsBytes = countsBytes;
            this.address = LINKER.defaultLookup().findOrThrow(inC).address();
        }
    }

    private Libc() {}

    /** @param arguments six at most; pointers as numbers, into memory that lives until this returns */
    private static long call(Function function, long... arguments) throws SystemCallException {
        long[] words = java.util.Arrays.copyOf(arguments, MOST_ARGUMENTS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long word = invoke(MemorySegment.ofAddress(function.address), state, words);
            long result = function.countsBytes ? word : (int) word;
            if (result == -1) {
                int number = (int) ERRNO.get(state, 0L);
                throw new SystemCallException(function.inC, number, words(number, state));
            }
            return result;
        }
    }

    private static long invoke(MemorySegment function, MemorySegment state, long... words) {
        try {
            return (long) CALL.invokeExact(function, state, words[0], words[1], words[2], words[3], words[4], words[5]);
        } catch (RuntimeException | Error known) {
            throw known;
        } catch (Throwable never) {
            throw new IllegalStateException(never);
        }
    }

    private static String words(int number, MemorySegment state) {
        long text = invoke(WORDS, state, number, 0, 0, 0, 0, 0);
        return text == 0
                ? "error " + number
                : MemorySegment.ofAddress(text).reinterpret(MOST_WORDS_BYTES).getString(0);
    }

    /** socket(2). */
    public static Descriptor socket(int domain, int type, int protocol) throws IOException {
        return new Descriptor((int) call(Function.SOCKET, domain, type, protocol));
    }

    /** open(2) of a file that is there. */
    public static Descriptor open(String path, int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            return new Descriptor((int) call(Function.OPEN, arena.allocateFrom(path).address(), flags));
        }
    }

    /** A pipe: the end to read and the end to write. */
    public static List<Descriptor> pipe(int flags) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            call(Function.PIPE, ends.address(), flags);
            return List.of(new Descriptor(ends.getAtIndex(JAVA_INT, 0)), new Descriptor(ends.getAtIndex(JAVA_INT, 1)));
        }
    }

    static void close(int number) {
        try {
            call(Function.CLOSE, number);
        } catch (SystemCallException gone) {
            // Its number is free whatever close(2) says.
        }
    }

    /** bind(2) to a socket address in the system's layout. */
    public static void bind(Descriptor socket, byte[] address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            call(Function.BIND, socket.number(), copy(arena, address).address(), address.length);
        }
    }

    /** connect(2) to a socket address in the system's layout. */
    public static void connect(Descriptor socket, byte[] address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            call(Function.CONNECT, socket.number(), copy(arena, address).address(), address.length);
        }
    }

    /** getsockname(2): the socket's own address in the system's layout. */
    public static byte[] name(Descriptor socket) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(SocketAddressLayout.MOST_BYTES);
            MemorySegment length = arena.allocateFrom(JAVA_INT, SocketAddressLayout.MOST_BYTES);
            call(Function.NAME, socket.number(), address.address(), length.address());
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
        call(Function.OPTION, socket.number(), level, name, value.address(), value.byteSize());
    }

    /** sendto(2): one packet to a socket address in the system's layout. */
    public static void send(Descriptor socket, byte[] packet, int flags, byte[] address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            call(Function.SEND, socket.number(), copy(arena, packet).address(), packet.length, flags,
                    copy(arena, address).address(), address.length);
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
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) from.byteSize());
            return (int) call(Function.RECEIVE, socket.number(), data.address(), data.byteSize(), flags,
                    from.address(), length.address());
        }
    }

    /** read(2); blocks unless there is something. */
    public static int read(Descriptor file, MemorySegment data) throws IOException {
        return (int) call(Function.READ, file.number(), data.address(), data.byteSize());
    }

    /** write(2). */
    public static void write(Descriptor file, byte[] data) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            call(Function.WRITE, file.number(), copy(arena, data).address(), data.length);
        }
    }

    /** ioctl(2) with a structure, which the system may write to. */
    public static void control(Descriptor file, long request, MemorySegment value) throws IOException {
        call(Function.CONTROL, file.number(), request, value.address());
    }

    /** poll(2) on {@link PollSet#memory}; blocks. @param millis -1 for ever @return how many are ready */
    static int poll(MemorySegment entries, long count, int millis) throws SystemCallException {
        return (int) call(Function.POLL, entries.address(), count, millis);
    }

    /** clock_gettime(2), in nanoseconds. */
    public static long clockNanos(int clock) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(JAVA_LONG, 2);
            call(Function.CLOCK, clock, time.address());
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
