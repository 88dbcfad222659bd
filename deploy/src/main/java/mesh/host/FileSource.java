// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.Optional;

import mesh.files.Digests;
import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.live.LiveFile;

/**
 * How a file comes to a host's stage. Whatever is taken from the file in place counts on what that was when it was read:
 * the program compares its digest before, and the stage's afterwards.
 */
sealed interface FileSource {
    /** A program line, with its input. */
    String command();

    /** The file in place has that content. */
    record Copied(HostFile file) implements FileSource {
        @Override
        public String command() {
            return "stage_copy " + ShellText.word(file.path().text()) + "\n";
        }
    }

    /** @param edits to the file in place, see {@link LineEdits} */
    record Patched(HostFile file, String edits) implements FileSource {
        @Override
        public String command() {
            return ShellText.withInput("stage_patch " + ShellText.word(file.path().text()), edits);
        }
    }

    /** All of it is sent. */
    record Sent(HostFile file, String content) implements FileSource {
        @Override
        public String command() {
            return ShellText.withInput("stage_file " + ShellText.word(file.path().text()), content);
        }

        @Override
        public String toString() {
            return "Sent(" + file.path() + ", " + content.length() + " characters)";
        }
    }

    /**
     * The one that sends least.
     *
     * @param found the file in place as it was read; absent where it is not to be used
     */
    static FileSource of(HostFile file, String content, Optional<LiveFile> found) {
        if (found.isEmpty() || !(file.content() instanceof FileContent.Text)) {
            return new Sent(file, content);
        }
        if (found.get().sha256().equals(Digests.sha256(content))) {
            return new Copied(file);
        }
        return found.flatMap(FileSource::exactText).map(base -> LineEdits.between(base, content))
                .filter(edits -> edits.length() < content.length()).<FileSource>map(edits -> new Patched(file, edits))
                .orElseGet(() -> new Sent(file, content));
    }

    /** What was read may have had something taken out that looked like a key. */
    private static Optional<String> exactText(LiveFile file) {
        return file.text().filter(text -> text.endsWith("\n") && Digests.sha256(text).equals(file.sha256()));
    }
}
