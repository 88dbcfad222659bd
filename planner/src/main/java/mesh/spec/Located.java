// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

/**
 * A value and where the spec says it.
 *
 * @param value the value
 * @param path such as {@code hosts.pi4.routes[0]}
 * @param position where the value's text starts
 */
public record Located<T>(T value, String path, SourcePosition position) {}
