// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.Map;
import java.util.Optional;

import mesh.files.HostPath;

/** The contents of a host's secret files, opened for one run. Prints as their number only. */
public final class SecretFiles {
    private final Map<HostPath, String> contents;

    /** @param contents by path, each with its final line end */
    public SecretFiles(Map<HostPath, String> contents) {
        this.contents = Map.copyOf(contents);
    }

    /** A host without secrets to send. */
    public static SecretFiles none() {
        return new SecretFiles(Map.of());
    }

    Optional<String> content(HostPath path) {
        return Optional.ofNullable(contents.get(path));
    }

    @Override
    public String toString() {
        return "SecretFiles(" + contents.size() + " redacted)";
    }
}
