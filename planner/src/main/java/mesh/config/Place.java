// SPDX-License-Identifier: Apache-2.0
package mesh.config;

/**
 * Where something stands.
 *
 * @param file as messages name it
 * @param line from 1; 0 where the whole file is meant
 */
public record Place(String file, int line) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
