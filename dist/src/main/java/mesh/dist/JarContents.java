// SPDX-License-Identifier: Apache-2.0
package mesh.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * The files of several jars as those of one. Of a file that is there for several versions of Java (JEP 238), that for the newest one stays;
 * signatures and module descriptions, which no longer hold, go; licences are kept apart by jar.
 */
final class JarContents {
    /** The Java that the program needs. */
    private static final int JAVA = 25;

    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/(.+)");
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    private static final Pattern LICENCE = Pattern.compile("(META-INF/)?(license|notice|copying)[^/]*");

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, Integer> versions = new HashMap<>();

    /** The first jar that has a file wins; lists of services are joined. */
    void add(Path jar) throws IOException {
        versions.clear();
        SortedMap<String, byte[]> own = new TreeMap<>();
        try (JarFile in = new JarFile(jar.toFile(), false)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                if (!entry.isDirectory()) {
                    keep(own, jar, entry.getName(), in.getInputStream(entry).readAllBytes());
                }
            }
        }
        own.forEach((name, bytes) -> files.merge(name, bytes,
                (there, more) -> name.startsWith("META-INF/services/") ? joined(there, more) : there));
    }

    /** By name. */
    SortedMap<String, byte[]> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    private void keep(Map<String, byte[]> own, Path jar, String path, byte[] bytes) {
        Matcher versioned = VERSIONED.matcher(path);
        int version = versioned.matches() ? Integer.parseInt(versioned.group(1)) : 0;
        String name = version > 0 ? versioned.group(2) : path;
        if (version > JAVA || version < versions.getOrDefault(name, 0) || isDropped(name)) {
            return;
        }
        versions.put(name, version);
        own.put(placed(jar, name), bytes);
    }

    private static boolean isDropped(String name) {
        return name.equals(JarFile.MANIFEST_NAME) || name.endsWith("module-info.class")
                || name.equals("META-INF/INDEX.LIST") || SIGNATURE.matcher(name).matches();
    }

    private static String placed(Path jar, String name) {
        return LICENCE.matcher(name.toLowerCase(Locale.ROOT).replace("meta-inf/", "META-INF/")).matches()
                ? "META-INF/licences/" + jar.getFileName() + "/" + name.substring(name.lastIndexOf('/') + 1)
                : name;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return (new String(first, StandardCharsets.UTF_8).stripTrailing() + "\n"
                + new String(second, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
}
