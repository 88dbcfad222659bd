// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.lab.LabException;
import mesh.lab.LabHost;

/** A hundred pings a second from one host to another, while things happen; told apart by their numbers. Safe for several threads. */
public final class Pings {

    private static final int INTERVAL_MILLIS = 10;

    private static final Pattern ANSWER = Pattern.compile("\\[([0-9.]+)].* icmp_seq=([0-9]+) .* time=([0-9.]+) ms");

    private final LabHost host;
    private final Path log;
    private final String pid;
    private final SortedMap<Integer, Double> answers = new TreeMap<>();
    /** Bytes of the log. */
    private long read;
    private double firstAnswer;

    private Pings(LabHost host, Path log, String pid) {
        this.host = host;
        this.log = log;
        this.pid = pid;
    }

    /** Begins. Does not wait for an answer. */
    public static Pings start(LabHost host, String address) {
        String file = "/var/tmp/pings";
        String pid = host.run("LC_ALL=C ping -D -i 0.01 " + address + " >" + file + " 2>&1 & echo $!").orThrow()
                .strip();
        return new Pings(host, host.root().resolve(file.substring(1)), pid);
    }

    /**
     * Answers so far.
     *
     * @return number of the question to when it was asked, in milliseconds of the clock
     */
    public synchronized SortedMap<Integer, Double> answers() {
        Matcher lines = ANSWER.matcher(more());
        while (lines.find()) {
            double came = Double.parseDouble(lines.group(1)) * 1000;
            if (firstAnswer == 0) {
                firstAnswer = came;
            }
            answers.putIfAbsent(Integer.parseInt(lines.group(2)), came - Double.parseDouble(lines.group(3)));
        }
        return new TreeMap<>(answers);
    }

    /** Whole lines that were written since the last look. */
    private String more() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) (file.length() - read)];
            file.seek(read);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            read += whole.length();
            return whole;
        } catch (IOException e) {
            throw new LabException("cannot read " + log, e);
        }
    }

    /** When the first answer came, in milliseconds of the clock; 0 where there is none. */
    public synchronized double firstAnswer() {
        answers();
        return firstAnswer;
    }

    /** Whether a question was answered that was asked after an instant. */
    public boolean answeredAfter(double millis) {
        return answers().values().stream().anyMatch(asked -> asked > millis);
    }

    /** When the first question after an instant was asked that was answered, in milliseconds; infinite where there is none. */
    public double firstAskedAfter(double millis) {
        return answers().values().stream().mapToDouble(Double::doubleValue).filter(asked -> asked >= millis).min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** How many questions between the first and the last of these instants were never answered; the ends are answered ones. */
    public int lost(double from, double to) {
        return gaps(from, to)[0];
    }

    /** The longest time between two answered questions, in seconds, less the interval. */
    public double longestGapSeconds(double from, double to) {
        return Math.max(0, gaps(from, to)[1] - INTERVAL_MILLIS) / 1000.0;
    }

    private int[] gaps(double from, double to) {
        int lost = 0;
        double longest = 0;
        int before = -1;
        double asked = 0;
        for (SortedMap.Entry<Integer, Double> answer : answers().entrySet()) {
            if (before >= 0 && answer.getValue() >= from && asked <= to) {
                lost += answer.getKey() - before - 1;
                longest = Math.max(longest, answer.getValue() - asked);
            }
            before = answer.getKey();
            asked = answer.getValue();
        }
        return new int[]{lost, (int) Math.round(longest)};
    }

    /** Ends it. */
    public void end() {
        host.run("kill -INT " + pid + "; while kill -0 " + pid + " 2>/dev/null; do sleep 0.02; done");
    }
}
