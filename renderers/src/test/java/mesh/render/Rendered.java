// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.files.FileContent;
import mesh.files.HostFile;
import mesh.files.RenderedHost;

/** A rendered host's texts by absolute path. */
final class Rendered {
    private Rendered() {}

    static SortedMap<String, String> texts(RenderedHost rendered) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (HostFile file : rendered.files()) {
            if (file.content() instanceof FileContent.Text text) {
                texts.put(file.path().text(), text.text());
            }
        }
        return texts;
    }

    static String text(RenderedHost rendered, String path) {
        String text = texts(rendered).get(path);
        if (text == null) {
            throw new AssertionError("no text file " + path);
        }
        return text;
    }

    /** One line a file: mode, owner's group, path and what is in it. */
    static String listing(RenderedHost rendered) {
        StringBuilder lines = new StringBuilder();
        for (HostFile file : rendered.files()) {
            lines.append(file.modeText()).append(" root:").append(file.group()).append(' ').append(file.path())
                    .append(' ').append(describe(file.content())).append('\n');
        }
        return lines.toString();
    }

    private static String describe(FileContent content) {
        return switch (content) {
            case FileContent.Text text -> "text";
            case FileContent.PrivateKey key -> "private key of " + key.publicKey();
            case FileContent.PresharedKey key ->
                "preshared key " + key.epoch() + " of " + key.one() + " and " + key.other();
        };
    }

    /** Every text of {@code rendered} under a relative name, scripts included. */
    static Map<String, String> all(RenderedHost rendered) {
        SortedMap<String, String> all = new TreeMap<>();
        texts(rendered).forEach((path, text) -> all.put("files" + path, text));
        all.put("files.txt", listing(rendered));
        all.put("check.sh", rendered.activation().check());
        all.put("up.sh", rendered.activation().up());
        all.put("restart.sh", rendered.activation().restart());
        all.put("down.sh", rendered.activation().down());
        return all;
    }
}
