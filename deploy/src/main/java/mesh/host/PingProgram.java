// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.net.IpAddress;

/**
 * Sends a few echo requests from a host. It changes nothing.
 *
 * @param program to run as root
 * @param marker starts each section line; made for this run
 */
public record PingProgram(HostProgram program, String marker) {
    private static final int COUNT = 3;
    private static final Pattern COUNTS = Pattern.compile("([0-9]+) packets transmitted, ([0-9]+) (packets )?received");
    private static final Pattern TIMES = Pattern.compile("= [0-9.]+/([0-9.]+)/");

    /**
     * What came back.
     *
     * @param sent how many requests
     * @param answered how many answers
     * @param averageMilliseconds round trip; absent where nothing came back
     */
    public record Echo(int sent, int answered, Optional<Double> averageMilliseconds) {}

    public static PingProgram of(IpAddress target, String marker) {
        String command = ShellText
                .words(List.of("print_ping", marker, target.toString(), Integer.toString(COUNT)));
        return new PingProgram(HostProgram.printing(List.of("common", "ping"), command + "\n"), marker);
    }

    /** @throws SnapshotException if the output is not whole, or not that of ping */
    public Echo read(String output) throws SnapshotException {
        List<String> lines = SnapshotSections.parse(output, marker).lines("ping");
        Matcher counts = COUNTS.matcher(String.join("\n", lines));
        if (!counts.find()) {
            throw new SnapshotException("ping said: " + (lines.isEmpty() ? "nothing" : lines.getLast()));
        }
        Optional<Double> average = lines.stream().map(TIMES::matcher).filter(Matcher::find)
                .map(found -> Double.valueOf(found.group(1))).findFirst();
        return new Echo(Integer.parseInt(counts.group(1)), Integer.parseInt(counts.group(2)), average);
    }
}
