// SPDX-License-Identifier: Apache-2.0
package mesh.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How files look from outside, to tell that one was changed or replaced.
 *
 * @param looks one text for each file
 */
public record FileTimes(List<String> looks) {
    public FileTimes {
        looks = List.copyOf(looks);
    }

    public static FileTimes of(List<Path> files) {
        return new FileTimes(files.stream().map(FileTimes::look).toList());
    }

    private static String look(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " "
                    + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        } catch (IOException notThere) {
            return "";
        }
    }
}
