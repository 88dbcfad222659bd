// SPDX-License-Identifier: Apache-2.0
package mesh.report;

/** What came of asking for a host's report. */
public sealed interface ReportReading {
    /** The host's own words. */
    record Said(HostReport report) implements ReportReading {}

    /** There is none. */
    record Absent() implements ReportReading {}

    /**
     * It could not be read, or there is no key to know it by.
     *
     * @param why one line for people
     */
    record Unread(String why) implements ReportReading {}

    /**
     * What is there is not the host's, or not its newest.
     *
     * @param why one line for people, with nothing of what is there
     */
    record Untrusted(String why) implements ReportReading {}
}
