// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/** Paths into a spec, such as {@code hosts.pi4.routes[0]}, safe to print whatever the keys are. */
final class SpecPath {
    /** The path of the whole file. */
    static final String ROOT = "";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    private SpecPath() {}

    static String child(String path, String key) {
        String word = PLAIN.matcher(key).matches() ? key : ValueFormatException.printable(key);
        return path.isEmpty() ? word : path + "." + word;
    }

    static String item(String path, int index) {
        return path + "[" + index + "]";
    }
}
