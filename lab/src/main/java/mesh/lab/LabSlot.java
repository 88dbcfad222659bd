// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the places for a lab on this machine: a number, a directory, and the subnets that follow from the number. A
 * slot is held by a lock on one byte of {@code slots.lock}, which the kernel releases when this JVM ends in any way.
 *
 * <p>Subnets: {@code 198.18.0.0/15} (benchmarking, RFC 2544) in pieces of /22, and {@code 2001:db8:1ab:N::/64}
 * (documentation).
 */
final class LabSlot implements AutoCloseable {

    static final Path HOME = Path.of("/var/lib/mesh-lab");

    /** Number of labs that fit side by side. */
    static final int COUNT = 128;

    /** Hosts and routers with a WAN address that fit into one lab. */
    static final int MAX_MEMBERS = 500;

    /** Members from this index on are routers; those below are hosts. */
    static final int FIRST_ROUTER = 600;

    private static final int FIRST_MEMBER = 10;

    /** Closing any channel of the file would release all locks of this process, so there is one, for ever open. */
    private static @Nullable FileChannel lockFile;

    private final int number;
    private final FileLock lock;

    private LabSlot(int number, FileLock lock) {
        this.number = number;
        this.lock = lock;
    }

    /** Takes the slot if nobody holds it. */
    static Optional<LabSlot> tryTake(int number) {
        // An interrupted thread would close the channel, and with it release the locks of all labs of this JVM.
        boolean interrupted = Thread.interrupted();
        try {
            FileLock lock = channel().tryLock(number, 1, false);
            return lock == null ? Optional.empty() : Optional.of(new LabSlot(number, lock));
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LabException("cannot lock a slot in " + HOME + ": " + e.getMessage(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static synchronized FileChannel channel() throws IOException {
        FileChannel channel = lockFile;
        if (channel == null) {
            Files.createDirectories(HOME);
            channel = FileChannel.open(HOME.resolve("slots.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            lockFile = channel;
        }
        return channel;
    }

    Path directory() {
        return HOME.resolve(Integer.toString(number));
    }

    /** The controller's link to the wide-area bridge, in the namespace of this JVM. */
    String controllerLink() {
        return "mlab" + number;
    }

    /** The controller's link to hosts behind routers. */
    String managementLink() {
        return "mlab" + number + "m";
    }

    String subnet() {
        return v4(0) + "/22";
    }

    String controllerAddress() {
        return v4(1);
    }

    String managementController() {
        return v4(2);
    }

    /** The first hop of every WAN address; it forwards nothing and answers "unreachable". */
    String backboneAddress() {
        return v4(3);
    }

    String controllerAddress6() {
        return v6("1");
    }

    String memberAddress(int index) {
        return v4(FIRST_MEMBER + index);
    }

    String memberAddress6(int index) {
        return v6(Integer.toHexString(FIRST_MEMBER + index));
    }

    /** A piece of the wide-area network's IPv6 addresses for the LAN of a router, /112, without the last group. */
    String routedNetwork6(int router) {
        return "2001:db8:1ab:" + Integer.toHexString(number) + ":0:1:" + Integer.toHexString(router) + ":";
    }

    /** Address of a host behind a router on the management network, the last quarter of the subnet. */
    String managementAddress(int index) {
        return v4(768 + index % 256);
    }

    /** Stable over reboots, so that neighbours keep their caches. */
    String mac(int index, int port) {
        return String.format("02:1a:%02x:%02x:%02x:%02x", number, port, index / 256, index % 256);
    }

    private String v4(int offset) {
        int value = number * 1024 + offset;
        return "198." + (18 + value / 65536) + "." + value / 256 % 256 + "." + value % 256;
    }

    private String v6(String host) {
        return "2001:db8:1ab:" + Integer.toHexString(number) + "::" + host;
    }

    boolean held() {
        return lock.isValid();
    }

    @Override
    public void close() {
        try {
            lock.release();
        } catch (IOException e) {
            throw new LabException("cannot release slot " + number + ": " + e.getMessage(), e);
        }
    }
}
