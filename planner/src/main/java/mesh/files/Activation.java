// SPDX-License-Identifier: Apache-2.0
package mesh.files;

/**
 * How a format's files become a running interface and stop being one: POSIX sh text made of validated values, each
 * command failing the script when it fails. Every other change is made live by the interface's own tool.
 *
 * @param check refuses staged files that the system would not take; run with {@code $STAGE} as the prefix of all paths
 * @param up from no interface to one that also comes back after a reboot
 * @param restart makes changes that cannot be made live; sessions drop
 * @param down from running to gone, also after a reboot; run before the files are removed; idempotent
 */
public record Activation(String check, String up, String restart, String down) {}
