// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

/**
 * The text of a spec and the name it is known by in messages.
 *
 * @param name a path as the user gave it, such as {@code mesh.yaml}
 * @param text the whole text
 */
public record SpecSource(String name, String text) {}
