// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

/**
 * What a remote command did.
 *
 * @param exitStatus 0 to 255, or -1 when a signal ended it (255 by {@link OpenSshTransport}, which is not told)
 * @param out standard output, UTF-8 with malformed bytes replaced
 * @param err standard error, likewise, the last 64 KiB
 */
public record CommandResult(int exitStatus, String out, String err) {
    public boolean succeeded() {
        return exitStatus == 0;
    }
}
