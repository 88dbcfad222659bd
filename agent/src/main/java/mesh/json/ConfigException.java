// SPDX-License-Identifier: Apache-2.0
package mesh.json;

import java.util.List;

/** A configuration that cannot be used: one line for each problem, with its place and what to do. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
    }

    public ConfigException(String problem) {
        this(List.of(problem));
    }
}
