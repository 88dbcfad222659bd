// SPDX-License-Identifier: Apache-2.0
package mesh.config;

/**
 * A setting that no spec can say, or that makes no sense.
 *
 * @param place where it stands
 * @param setting its name as it is written there, never its value
 * @param readable false where the setting is known and its value makes no sense
 */
public record Leftover(Place place, String setting, boolean readable) {}
