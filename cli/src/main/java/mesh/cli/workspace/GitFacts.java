// SPDX-License-Identifier: Apache-2.0
package mesh.cli.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;

/**
 * What git knows of the directory a spec is in. Asks the {@code git} program, changes nothing, needs no credentials.
 *
 * @param directory inside a work tree, or not
 */
public record GitFacts(Path directory) {
    /** Behind a commit from which files differ. */
    public static final String DIRTY = "-dirty";

    /** The commit checked out, with {@code -dirty} where tracked files differ from it; {@code -} outside git. */
    public String commit() {
        Output head = git("rev-parse", "--verify", "--quiet", "HEAD");
        if (head.status != 0) {
            return "-";
        }
        String commit = head.text.strip();
        boolean dirty = !git("status", "--porcelain", "--untracked-files=no", "--", ".").text.isBlank();
        return dirty ? commit + DIRTY : commit;
    }

    /**
     * A file as it stood at a commit.
     *
     * @param ref anything git resolves to a commit
     * @param name a file of {@link #directory()}
     * @return absent where that commit has no such file
     * @throws MeshException if git knows no such commit
     */
    public Optional<String> fileAt(String ref, String name) {
        Output known = git("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
        if (known.status != 0) {
            throw new MeshException(ExitCode.ERROR, "git knows no commit '" + ref + "' here",
                    "Name a branch, tag or commit that is fetched, such as origin/main.");
        }
        Output file = git("cat-file", "blob", known.text.strip() + ":./" + name);
        return file.status == 0 ? Optional.of(file.text) : Optional.empty();
    }

    private Output git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Output(process.waitFor(), text);
        } catch (IOException absent) {
            return new Output(127, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while git was at work", e));
        }
    }

    private record Output(int status, String text) {}
}
