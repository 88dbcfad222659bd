// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The shells that programs must run under. */
enum Shell {
    DASH("dash -s"), MKSH("mksh -s"), BASH("bash --posix -s"), BUSYBOX("busybox sh -s");

    private final String command;

    Shell(String command) {
        this.command = command;
    }

    List<String> command() {
        return List.of(command.split(" "));
    }

    /** Dash is on every machine that runs these tests; the others are used where they are. */
    static List<Shell> present() {
        return Arrays.stream(values()).filter(shell -> shell == DASH || shell.isPresent()).toList();
    }

    private boolean isPresent() {
        return find(command().getFirst()).isPresent();
    }

    static Path executable(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException(name + " is not on PATH"));
    }

    private static Optional<Path> find(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name)).filter(Files::isExecutable).findFirst();
    }
}
