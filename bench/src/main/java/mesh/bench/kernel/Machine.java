// SPDX-License-Identifier: Apache-2.0
package mesh.bench.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import mesh.bench.command.Shell;
import mesh.lab.nat.AgentProgram;

/** An emulated machine with a kernel of Debian's. @param directory of its kernel and disk */
record Machine(Path directory) {
    private static final long LIMIT_MINUTES = 15;

    /** Below {@code target}, where what was fetched stays. */
    static Machine make(Path root) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(root.resolve("bench/target/machine"));
        new Shell(directory).run(List.of(root.resolve("bench/src/main/sh/machine").toString(), directory.toString(),
                AgentProgram.jarOfCheckout().toAbsolutePath().toString(), System.getProperty("java.home")));
        return new Machine(directory);
    }

    /** Returns when it has turned itself off. */
    Console run() throws IOException, InterruptedException {
        Path console = directory.resolve("console.log");
        Process machine = new ProcessBuilder("qemu-system-x86_64", "-accel", "tcg,thread=multi", "-m", "1500", "-smp",
                "2", "-nographic", "-nodefaults", "-no-reboot", "-serial", "file:" + console, "-kernel", "vmlinuz",
                "-initrd", "initrd.gz", "-append", "console=ttyS0 quiet net.ifnames=0 panic=-1", "-drive",
                "file=disk.img,if=virtio,format=raw,cache=unsafe", "-device", "virtio-rng-pci")
                .directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("machine.log").toFile()).start();
        try {
            if (!machine.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("the machine is not through after " + LIMIT_MINUTES + " minutes: " + console);
            }
        } finally {
            machine.destroyForcibly();
        }
        return Console.read(Files.readString(console, StandardCharsets.ISO_8859_1).lines().toList());
    }
}
