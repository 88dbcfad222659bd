// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.regex.Pattern;

/** What a configuration that mesh did not write may ask for. */
public final class ForeignText {
    private static final Pattern SAVE_CONFIG = Pattern.compile("(?im)^[ \\t]*SaveConfig[ \\t]*=[ \\t]*true\\b");

    private ForeignText() {}

    /** True for a text of wg-quick that lets it write the running configuration, keys included, over its own file. */
    public static boolean savesConfig(String text) {
        return SAVE_CONFIG.matcher(text).find();
    }
}
