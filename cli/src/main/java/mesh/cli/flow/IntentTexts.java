// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of an intent as they were read.
 *
 * @param included by name, as seen from the directory of the spec
 */
record IntentTexts(String spec, Map<String, String> included, Optional<String> lock) {

    /** Whether files elsewhere say the same, byte for byte. @param files by name; absent where there is none */
    boolean equalThose(String specName, String lockName, Function<String, Optional<String>> files) {
        return files.apply(specName).filter(spec::equals).isPresent() && files.apply(lockName).equals(lock)
                && included.entrySet().stream()
                        .allMatch(one -> files.apply(one.getKey()).filter(one.getValue()::equals).isPresent());
    }
}
