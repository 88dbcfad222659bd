// SPDX-License-Identifier: Apache-2.0
package mesh.files;

/**
 * One file of a host.
 *
 * @param path where it stands
 * @param mode permission bits, such as 0640
 * @param group owning group; the owner is root. {@code wheel} and {@code root} both mean group 0
 * @param content what is in it
 */
public record HostFile(HostPath path, int mode, String group, FileContent content) {

    /** The mode as chmod takes it: {@code 0640}. */
    public String modeText() {
        return "0" + Integer.toOctalString(mode);
    }
}
