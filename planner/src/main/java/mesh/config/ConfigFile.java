// SPDX-License-Identifier: Apache-2.0
package mesh.config;

/**
 * A configuration file as it was found. It may hold a private key, so it prints as its name only.
 *
 * @param name as messages name it
 * @param text the whole file
 */
public record ConfigFile(String name, String text) {
    @Override
    public String toString() {
        return "ConfigFile(" + name + ")";
    }
}
