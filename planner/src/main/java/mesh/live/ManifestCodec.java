// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import mesh.files.HostPath;
import mesh.model.Format;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.value.ValueFormatException;

/**
 * A manifest as text: a line a value, in a fixed order, so that sh can write it by printf.
 *
 * <pre>
 * mesh-manifest 1
 * mesh homelab
 * host pi4
 * format wg-quick
 * generation 3
 * commit 0f3a9c1
 * by anna@laptop
 * at 2026-11-20T22:15:00Z
 * file /etc/wireguard/wg0.conf IDENTITY SHA256
 * </pre>
 *
 * One {@code file} line for each file, sorted by path; IDENTITY and SHA256 are 64 hex digits.
 */
public final class ManifestCodec {
    private static final String MAGIC = "mesh-manifest ";
    private static final String VERSION = "1";
    private static final Pattern LINE_TEXT = Pattern.compile("[^\\p{Cntrl}]{1,255}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");

    private ManifestCodec() {}

    /**
     * The whole file, with a final line end.
     *
     * @throws ManifestFormatException if a value does not fit into its line
     */
    public static String write(Manifest manifest) {
        String text = template(manifest);
        if (!read(text).equals(manifest)) {
            throw new ManifestFormatException("a manifest holds sorted files and plain one-line values");
        }
        return text;
    }

    /** As {@link #write}, unchecked: a digest may be a word that the host replaces by what it computed. */
    public static String template(Manifest manifest) {
        StringBuilder out = new StringBuilder(MAGIC).append(VERSION).append('\n');
        line(out, "mesh", manifest.mesh());
        line(out, "host", manifest.host());
        line(out, "format", manifest.format());
        line(out, "generation", manifest.generation());
        line(out, "commit", manifest.commit());
        line(out, "by", manifest.by());
        line(out, "at", manifest.at());
        manifest.files()
                .forEach(entry -> line(out, "file", entry.path() + " " + entry.identity() + " " + entry.sha256()));
        return out.toString();
    }

    private static void line(StringBuilder out, String key, Object value) {
        out.append(key).append(' ').append(value).append('\n');
    }

    /**
     * @param text as {@link #write} makes it, to the last byte
     * @throws ManifestFormatException if it is anything else, or a later version wrote it
     */
    public static Manifest read(String text) {
        Lines lines = new Lines(text);
        String version = lines.value("mesh-manifest", Function.identity());
        if (!version.equals(VERSION)) {
            throw new ManifestFormatException("manifest version " + ValueFormatException.printable(version)
                    + " is not one this mesh reads (" + VERSION + "): use the version of mesh that applied last");
        }
        MeshName mesh = lines.value("mesh", MeshName::new);
        NodeName host = lines.value("host", NodeName::new);
        Format format = lines.value("format", ManifestCodec::format);
        int generation = lines.value("generation", ManifestCodec::count);
        String commit = lines.value("commit", Function.identity());
        String by = lines.value("by", Function.identity());
        String at = lines.value("at", Function.identity());
        List<Manifest.Entry> files = new ArrayList<>();
        while (lines.hasNext()) {
            Manifest.Entry entry = lines.value("file", ManifestCodec::entry);
            if (!files.isEmpty() && files.getLast().path().compareTo(entry.path()) >= 0) {
                throw lines.malformed("files are not sorted by path");
            }
            files.add(entry);
        }
        return new Manifest(mesh, host, format, generation, commit, by, at, files);
    }

    private static Format format(String text) {
        return Arrays.stream(Format.values()).filter(format -> format.text().equals(text)).findFirst()
                .orElseThrow(() -> new ValueFormatException(text, "is not a format"));
    }

    private static int count(String text) {
        if (!COUNT.matcher(text).matches()) {
            throw new ValueFormatException(text, "is not a generation");
        }
        return Integer.parseInt(text);
    }

    private static Manifest.Entry entry(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 3 || !DIGEST.matcher(words[1]).matches() || !DIGEST.matcher(words[2]).matches()) {
            throw new ValueFormatException(text, "is not a path and two digests");
        }
        return new Manifest.Entry(new HostPath(words[0]), words[1], words[2]);
    }

    /** Takes the lines one by one. */
    private static final class Lines {
        private final String[] lines;
        private int next;

        Lines(String text) {
            if (!text.startsWith(MAGIC)) {
                throw new ManifestFormatException("this is not a manifest: it does not start with " + MAGIC.strip());
            }
            if (!text.endsWith("\n")) {
                throw new ManifestFormatException("the manifest is cut off: its last line has no end");
            }
            lines = text.substring(0, text.length() - 1).split("\n", -1);
        }

        boolean hasNext() {
            return next < lines.length;
        }

        <T> T value(String key, Function<String, T> parse) {
            String line = hasNext() ? lines[next] : "";
            next++;
            if (!line.startsWith(key + " ") || !LINE_TEXT.matcher(line.substring(key.length() + 1)).matches()) {
                throw malformed("'" + key + "' and a value are expected");
            }
            try {
                return parse.apply(line.substring(key.length() + 1));
            } catch (ValueFormatException bad) {
                throw malformed(ValueFormatException.printable(bad.text()) + " " + bad.reason());
            }
        }

        ManifestFormatException malformed(String why) {
            return new ManifestFormatException("line " + next + " of the manifest is damaged: " + why
                    + "; move the manifest aside and apply again");
        }
    }
}
