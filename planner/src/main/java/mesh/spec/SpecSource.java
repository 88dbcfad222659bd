// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The text of a spec and the name it is known by in messages.
 *
 * @param name a path as the user gave it, such as {@code mesh.yaml}
 * @param text the whole text
 */
public record SpecSource(String name, String text) {

    /** @throws SpecException if {@code bytes} are not UTF-8, with the place of the first that is not */
    public static SpecSource ofBytes(String name, byte[] bytes) {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (!strict.decode(in, text, true).isError()) {
            return new SpecSource(name, text.flip().toString());
        }
        String before = text.flip().toString();
        SpecSource readable = new SpecSource(name, before + "\uFFFD");
        List<String> lines = readable.lines();
        String last = lines.getLast();
        Problems problems = new Problems(readable);
        problems.error(ProblemId.NOT_UTF8, new SourcePosition(lines.size(), last.codePointCount(0, last.length())),
                SpecPath.ROOT, "the byte 0x%02x is not UTF-8 here".formatted(bytes[in.position()]),
                "save the file as UTF-8");
        throw new SpecException(problems.inFileOrder());
    }

    /** The lines without their ends; the last one is empty where the text ends with a line end. */
    List<String> lines() {
        return Arrays.stream(text.split("\n", -1))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line).toList();
    }
}
