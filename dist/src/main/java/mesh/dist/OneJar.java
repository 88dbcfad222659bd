// SPDX-License-Identifier: Apache-2.0
package mesh.dist;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One jar of the program and its libraries. It starts faster than many: a class that is not there is looked for in one file, and all classes
 * can be in an AOT cache. The same input gives the same bytes.
 */
public final class OneJar {
    /** Zip files hold no year before 1980, and their own time has no zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String MANIFEST = "Manifest-Version: 1.0\r\nMain-Class: %s\r\nEnable-Native-Access: ALL-UNNAMED\r\n\r\n";

    private OneJar() {}

    /** Arguments: the file to make, the main class, the jars in the order of the class path. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), arguments[1], Stream.of(arguments).skip(2).map(Path::of).toArray(Path[]::new));
    }

    /** @throws IOException if a jar cannot be read or the file not written */
    static void write(Path file, String mainClass, Path... jars) throws IOException {
        JarContents contents = new JarContents();
        for (Path jar : jars) {
            contents.add(jar);
        }
        RaisedClasses classes = new RaisedClasses(contents.files());
        SpelledOut spelled = new SpelledOut(classes.format());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "META-INF/MANIFEST.MF", MANIFEST.formatted(mainClass).getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> each : contents.files().entrySet()) {
                boolean isClass = each.getKey().endsWith(".class");
                put(zip, each.getKey(), isClass ? spelled.spell(classes.raise(each.getValue())) : each.getValue());
            }
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
