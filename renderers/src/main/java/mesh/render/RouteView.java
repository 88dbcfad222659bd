// SPDX-License-Identifier: Apache-2.0
package mesh.render;

/**
 * A network reached through the interface without being connected to it.
 *
 * @param family {@code inet} or {@code inet6}
 * @param network {@code ADDRESS/LENGTH}
 * @param ownAddress the interface's first address of that family
 */
public record RouteView(String family, String network, String ownAddress) {}
