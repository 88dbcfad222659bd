// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import mesh.files.HostPath;
import mesh.live.Manifest;
import mesh.model.Format;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.value.ValueFormatException;

/**
 * A manifest as a host keeps it: one {@code key value} a line, then one {@code file PATH IDENTITY SHA256} a file.
 */
final class ManifestText {
    private static final int FILE_WORDS = 4;
    private static final int MAX_GENERATION_DIGITS = 9;

    private ManifestText() {}

    static String encode(Manifest manifest) {
        StringBuilder out = new StringBuilder();
        out.append("mesh ").append(manifest.mesh()).append('\n');
        out.append("host ").append(manifest.host()).append('\n');
        out.append("format ").append(manifest.format()).append('\n');
        out.append("generation ").append(manifest.generation()).append('\n');
        out.append("commit ").append(manifest.commit()).append('\n');
        out.append("by ").append(manifest.by()).append('\n');
        out.append("at ").append(manifest.at()).append('\n');
        manifest.files().forEach(entry -> out.append("file ").append(entry.path()).append(' ').append(entry.identity())
                .append(' ').append(entry.sha256()).append('\n'));
        return out.toString();
    }

    /** @throws ValueFormatException if {@code text} is not a manifest */
    static Manifest decode(String text) {
        Map<String, String> values = new HashMap<>();
        List<Manifest.Entry> files = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("file") && words.length == FILE_WORDS) {
                files.add(new Manifest.Entry(new HostPath(words[1]), words[2], words[3]));
            } else if (words.length < 2 || values.put(words[0], line.substring(words[0].length() + 1)) != null) {
                throw new ValueFormatException(line, "is not a line of a manifest");
            }
        }
        return new Manifest(new MeshName(value(values, "mesh")), new NodeName(value(values, "host")),
                format(value(values, "format")), generation(value(values, "generation")), value(values, "commit"),
                value(values, "by"), value(values, "at"), files);
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new ValueFormatException(key, "is missing in the manifest");
        }
        return value;
    }

    private static Format format(String text) {
        for (Format format : Format.values()) {
            if (format.text().equals(text)) {
                return format;
            }
        }
        throw new ValueFormatException(text, "is not a format");
    }

    private static int generation(String text) {
        if (!text.matches("[1-9][0-9]*") || text.length() > MAX_GENERATION_DIGITS) {
            throw new ValueFormatException(text, "is not a generation");
        }
        return Integer.parseInt(text);
    }
}
