// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.files.Digests;
import mesh.files.HostPath;
import mesh.live.LiveFile;
import mesh.value.ValueFormatException;

/** Reads what {@code ls -ldn}, the digest tool and the texts say of files. */
final class FileReadings {
    private static final int MODE_LENGTH = 10;
    private static final int MIN_COLUMNS = 6;

    private FileReadings() {}

    /** Sorted by path. */
    static List<LiveFile> read(SnapshotSections sections) throws SnapshotException {
        List<String> odd = sections.arguments("odd");
        if (!odd.isEmpty()) {
            throw new SnapshotException(ValueFormatException.printable(odd.getFirst())
                    + " is not a regular file, and mesh would write there; move it away");
        }
        Map<String, String> digests = digests(sections.lines("digests"));
        List<LiveFile> files = new ArrayList<>();
        for (String line : sections.lines("stat")) {
            files.add(file(line.trim().split("\\s+"), digests, sections));
        }
        files.sort(java.util.Comparator.comparing(LiveFile::path));
        return files;
    }

    private static LiveFile file(String[] columns, Map<String, String> digests, SnapshotSections sections)
            throws SnapshotException {
        if (columns.length < MIN_COLUMNS) {
            throw new SnapshotException("ls -ldn printed a line of " + columns.length + " columns");
        }
        HostPath path = new HostPath(columns[columns.length - 1]);
        String digest = digests.get(path.text());
        if (digest == null) {
            throw new SnapshotException(path + " vanished while it was read, or no digest tool is there; try again");
        }
        Optional<String> text = sections.find("text " + path).map(lines -> text(lines, digest));
        return new LiveFile(path, mode(columns[0]), (int) Numbers.parse(columns[2], Integer.MAX_VALUE, "owner"),
                (int) Numbers.parse(columns[3], Integer.MAX_VALUE, "group"), digest, text);
    }

    /** Whether the last line had an end is not in the lines; the digest tells. */
    private static String text(List<String> lines, String digest) {
        String joined = String.join("\n", lines);
        boolean open = Digests.sha256(joined).equals(digest);
        return open ? joined : joined + "\n";
    }

    private static Map<String, String> digests(List<String> lines) throws SnapshotException {
        Map<String, String> byPath = new HashMap<>();
        for (String line : lines) {
            String[] words = line.trim().split("\\s+");
            if (words.length != 2 || !words[0].matches("[0-9a-f]{64}")) {
                throw new SnapshotException("the digest tool printed something else than digests");
            }
            byPath.put(words[1], words[0]);
        }
        return byPath;
    }

    /** @param text such as {@code -rw-r-----}, with or without a mark of access lists at the end */
    private static int mode(String text) throws SnapshotException {
        if (text.length() < MODE_LENGTH || !text.substring(0, MODE_LENGTH).matches("[-a-z][-rwxsStT]{9}")) {
            throw new SnapshotException("ls -ldn printed the mode " + ValueFormatException.printable(text));
        }
        int mode = 0;
        for (int i = 1; i < MODE_LENGTH; i++) {
            char c = text.charAt(i);
            mode = mode << 1 | (c == '-' || c == 'S' || c == 'T' ? 0 : 1);
        }
        return mode | special(text.charAt(3), 04000) | special(text.charAt(6), 02000) | special(text.charAt(9), 01000);
    }

    private static int special(char c, int bit) {
        return "sStT".indexOf(c) >= 0 ? bit : 0;
    }
}
