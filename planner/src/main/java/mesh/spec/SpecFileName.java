// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * Another file as a spec names it: relative, with forward slashes, ending in {@code .yaml} or {@code .yml}.
 *
 * @param text such as {@code parts/hosts.yaml} or {@code ../hosts.yaml}
 */
public record SpecFileName(String text) {
    /** What a schema can say of it. */
    static final String PATTERN = "([A-Za-z0-9._@+-]+/)*[A-Za-z0-9._@+-]+[.]ya?ml";

    /** Of what an author writes; folders of files that include each other come on top. */
    private static final int MAX_LENGTH = 500;

    private static final Pattern VALID = Pattern.compile(PATTERN);

    /** @throws ValueFormatException if {@code text} is no such path */
    public SpecFileName {
        if (!VALID.matcher(text).matches()) {
            throw new ValueFormatException(text, "is not the relative path of a YAML file");
        }
    }

    /** @throws ValueFormatException if {@code text} is no such path, or one of more than 500 characters */
    static SpecFileName parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new ValueFormatException(text, "is longer than " + MAX_LENGTH + " characters");
        }
        return new SpecFileName(text);
    }

    /**
     * The same as a file of {@code folder} means it, without steps that lead nowhere: {@code a/../b} is {@code b}.
     */
    SpecFileName from(String folder) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : (folder + text).split("/", -1)) {
            if (step.equals("..") && !steps.isEmpty() && !steps.getLast().equals("..")) {
                steps.removeLast();
            } else if (!step.equals(".")) {
                steps.addLast(step);
            }
        }
        return new SpecFileName(String.join("/", steps));
    }

    /** Where the file stands: {@code parts/}; empty where the spec itself is. */
    String folder() {
        return text.substring(0, text.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
